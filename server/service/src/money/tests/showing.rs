//! The list of payments with its filters and pages, one payment's page, the file, and what a person's timeline tells of money.

use std::{cmp::Reverse, sync::atomic::Ordering};

use db::{both_databases, scalar};
use domain::{
    Currency, ErrorKind, Money,
    access::{Caller, Post},
    ids::{OrganisationId, PaymentId, UserId},
    narrowing::quantity,
    organisation::OrganisationForm,
    payment::{Method, PaymentFilter, PaymentForm, PaymentListQuery, PaymentStatus},
    port::{Organisations, Payments, Users},
    text::{Arg, Locale},
};

use crate::{
    Context,
    money::{NewPayment, PaymentsService, Reason, record_many},
    organisations::OrganisationsService,
    users::tests::house::{House, caller},
};

const NAMES: [&str; 3] = ["otto leaf", "alma leaf", "bela leaf"];
const NOTES: [&str; 4] = ["Plan Pro", "Invoice 7", "José’s shop", ""];

/// One of many payments, each a little other than the one before.
fn payment(house: &House, at: usize) -> NewPayment {
    let number = i64::try_from(at).expect("small");
    let currency = Currency::from_code(["USD", "JPY", "KWD"][at % 3]).expect("listed");
    NewPayment {
        id: house.context.new_id(),
        user: house.customers[(at / 2 + at / 12) % 3],
        amount: Money::new(1_000 + number * 117, currency),
        fee: 0,
        method: Method::ALL[at % 5],
        status: PaymentStatus::ALL[(at / 3) % 4],
        refunds: None,
        note: NOTES[at % 4].to_owned(),
        paid_at: house.context.now().plus_seconds(-number * 40_000),
        external: at.is_multiple_of(2).then(|| ("1/".to_owned(), format!("REF-{at:03}"))),
        reason: Reason::Import,
    }
}

async fn bring_in(context: &Context, payments: &[NewPayment]) {
    let tx = context.db.begin().await.expect("begins");
    record_many(&tx, context, &Caller::system("import"), payments).await.expect("records");
    tx.commit().await.expect("commits");
}

/// Reads a filter naively, with nothing of the product's code but the types.
fn matches(filter: &PaymentFilter, house: &House, team: &[UserId], new: &NewPayment) -> bool {
    let day = jiff::Timestamp::from_microsecond(new.paid_at.0).expect("a time").to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let decimals = u32::from(new.amount.currency().decimals());
    let worth = i128::from(new.amount.minor()) * 10_i128.pow(4 - decimals);
    let bound = |text: &Option<String>| text.as_deref().and_then(quantity).map(i128::from);
    filter.user.is_none_or(|user| user == new.user)
        && (filter.organisation.is_none() || team.contains(&new.user))
        && filter.status.is_none_or(|status| status == new.status)
        && filter.method.is_none_or(|method| method == new.method)
        && filter.currency.is_none_or(|currency| currency == new.amount.currency())
        && filter.paid_from.as_ref().is_none_or(|from| day >= *from)
        && filter.paid_to.as_ref().is_none_or(|to| day <= *to)
        && bound(&filter.amount_from).is_none_or(|from| worth >= from)
        && bound(&filter.amount_to).is_none_or(|to| worth <= to)
        && found(&filter.q, house, new)
}

fn found(q: &str, house: &House, new: &NewPayment) -> bool {
    let q = db::users::fold(q);
    if q.is_empty() || q == new.id.to_string() || q == new.user.to_string() || q == new.id.0.to_string() {
        return true;
    }
    if q.starts_with("usr_") || q.starts_with("pay_") {
        return false;
    }
    let name = NAMES[house.customers.iter().position(|id| *id == new.user).expect("a customer")];
    let email = format!("{}@example.com", name.split(' ').next().expect("a word"));
    if q.chars().count() < 3 {
        return name.starts_with(&q) || email.starts_with(&q);
    }
    let reference = new.external.as_ref().map(|(_, id)| id.clone()).unwrap_or_default();
    [name.to_owned(), email, new.note.clone(), reference].iter().any(|text| db::users::fold(text).contains(&q))
}

fn filters(house: &House, team: OrganisationId, one: &NewPayment) -> Vec<PaymentFilter> {
    let any = PaymentFilter::default;
    let q = |q: &str| PaymentFilter { q: q.to_owned(), ..any() };
    let day = |later: i64| {
        let at = house.context.now().plus_seconds(later * 86_400);
        Some(jiff::Timestamp::from_microsecond(at.0).expect("a time").to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
    };
    let mut all = vec![
        any(),
        PaymentFilter::of_user(house.customers[1]),
        PaymentFilter { organisation: Some(team), ..any() },
        PaymentFilter { currency: Currency::from_code("JPY"), amount_from: Some("2000.5".into()), ..any() },
        PaymentFilter { amount_from: Some("20".into()), amount_to: Some("60.005".into()), ..any() },
        PaymentFilter { amount_to: Some("11.17".into()), ..any() },
        PaymentFilter { paid_from: day(-9), paid_to: day(-3), ..any() },
        PaymentFilter { paid_from: Some("9999-12-31".into()), ..any() },
        PaymentFilter { paid_to: Some("9999-12-31".into()), ..any() },
        PaymentFilter { paid_to: day(-3), status: Some(PaymentStatus::Success), q: "leaf".into(), ..any() },
        PaymentFilter { method: Some(Method::Cash), currency: Currency::from_code("USD"), q: "plan".into(), ..any() },
    ];
    all.extend(PaymentStatus::ALL.map(|status| PaymentFilter { status: Some(status), ..any() }));
    all.extend(Method::ALL.map(|method| PaymentFilter { method: Some(method), ..any() }));
    let typed =
        ["leaf", "ALMA", "invoice", "jose", "José", "ref-01", "REF-010", "zzz", "al", "b", "%%%", "' OR 1=1", "\" OR \"", "example.com"];
    all.extend(typed.map(q));
    let ids = [one.id.to_string(), one.id.0.to_string(), house.customers[2].to_string(), "pay_nobody".to_owned()];
    all.extend(ids.iter().map(|id| q(id)));
    all
}

/// All pages forwards, which are the same backwards.
async fn pages(service: &PaymentsService, by: &Caller, filter: &PaymentFilter) -> Vec<PaymentId> {
    let ask = async |cursor: Option<String>| {
        let query = PaymentListQuery { filter: filter.clone(), cursor, size: 25 };
        service.list(by, &query).await.expect("lists")
    };
    let (mut forwards, mut cursor) = (Vec::new(), None);
    let mut back = loop {
        let page = ask(cursor).await;
        forwards.push(page.rows.iter().map(|row| row.id).collect::<Vec<_>>());
        cursor = page.next;
        if cursor.is_none() {
            break page.previous;
        }
    };
    let mut backwards = vec![forwards.last().cloned().expect("a page")];
    while let Some(cursor) = back {
        let page = ask(Some(cursor)).await;
        backwards.push(page.rows.iter().map(|row| row.id).collect());
        back = page.previous;
    }
    backwards.reverse();
    assert_eq!(backwards, forwards, "{filter:?} backwards");
    forwards.concat()
}

/// Those of them that fit, as the list has them.
fn expected(all: &[NewPayment], fits: impl Fn(&NewPayment) -> bool) -> Vec<PaymentId> {
    let mut fitting: Vec<&NewPayment> = all.iter().filter(|new| fits(new)).collect();
    fitting.sort_by_key(|new| Reverse((new.paid_at, new.id)));
    fitting.into_iter().map(|new| new.id).collect()
}

fn form(token: &str, amount: &str) -> PaymentForm {
    PaymentForm {
        token: token.into(),
        amount: amount.into(),
        currency: "USD".into(),
        method: "cash".into(),
        note: "Invoice 7".into(),
        ..PaymentForm::default()
    }
}

both_databases! {
    async fn finding_61_every_filter_finds_what_a_naive_reading_finds(db: Db) {
        let house = House::new(&db).await;
        let service = PaymentsService::new(house.context.clone());
        let organisations = OrganisationsService::new(house.context.clone());
        let team = organisations.create(&house.owner, &OrganisationForm { name: "Bakery".into(), ..OrganisationForm::default() }).await.expect("makes it");
        house.users.assign(&house.owner, &[house.customers[0]], None, Some(Some(team))).await.expect("joins");
        let all: Vec<NewPayment> = (0..60).map(|at| payment(&house, at)).collect();
        bring_in(&house.context, &all).await;
        let mut hits = 0;
        for filter in filters(&house, team, &all[7]) {
            for (by, reached) in [(&house.owner, &house.customers[..]), (&house.anna, &house.customers[1..2])] {
                let expected = expected(&all, |new| reached.contains(&new.user) && matches(&filter, &house, &house.customers[..1], new));
                hits += expected.len();
                assert_eq!(pages(&service, by, &filter).await, expected, "{filter:?}");
            }
        }
        assert!(hits > 400, "the filters are not all in vain: {hits}");
    }

    async fn finding_61_what_many_have_is_found_by_walking_and_pages_completely(db: Db) {
        let house = House::new(&db).await;
        let service = PaymentsService::new(house.context.clone());
        let all: Vec<NewPayment> = (0..1_050).map(|at| NewPayment { note: "Monthly fee".into(), ..payment(&house, at) }).collect();
        bring_in(&house.context, &all).await;
        let walked = PaymentFilter { q: "monthly".into(), status: Some(PaymentStatus::Failed), ..PaymentFilter::default() };
        for filter in [walked, PaymentFilter { q: "ref-10".into(), ..PaymentFilter::default() }] {
            for (by, reached) in [(&house.owner, &house.customers[..]), (&house.ben, &house.customers[2..])] {
                let expected = expected(&all, |new| reached.contains(&new.user) && matches(&filter, &house, &[], new));
                assert!(expected.len() > 3);
                assert_eq!(pages(&service, by, &filter).await, expected, "{filter:?}");
            }
        }
    }

    async fn finding_61_a_filter_that_is_not_understood_finds_nothing_and_is_named(db: Db) {
        let house = House::new(&db).await;
        let service = PaymentsService::new(house.context.clone());
        bring_in(&house.context, &[payment(&house, 1)]).await;
        let junk = [("status", "succes", "filter-unknown-value"), ("stauts", "success", "filter-unknown-name"), ("amount_from", "lots", "filter-unknown-value")];
        for (name, value, key) in junk {
            let query = PaymentListQuery::from_pairs([(name, value)]);
            assert_eq!(service.list(&house.owner, &query).await.expect_err("shows nothing").message.key, key);
            assert_eq!(service.export(&house.owner, &query).await.err().expect("takes nothing away").message.key, key);
        }
    }

    async fn finding_61_the_file_is_the_filtered_list_in_its_order(db: Db) {
        let house = House::new(&db).await;
        let service = PaymentsService::new(house.context.clone());
        let mut all: Vec<NewPayment> = (0..1_200).map(|at| payment(&house, at)).collect();
        all[0].note = "=1+1".to_owned();
        bring_in(&house.context, &all).await;
        let some = PaymentFilter { paid_from: Some("2020-01-01".into()), currency: Currency::from_code("KWD"), ..PaymentFilter::default() };
        for (by, filter) in [(&house.owner, PaymentFilter::default()), (&house.owner, some.clone()), (&house.anna, some)] {
            let mut chunks = service.export(by, &PaymentListQuery { filter: filter.clone(), ..PaymentListQuery::default() }).await.expect("exports");
            let mut bytes = Vec::new();
            while let Some(chunk) = chunks.next().await { bytes.extend(chunk.expect("a chunk")); }
            let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("begins with the mark of UTF-8");
            let records: Vec<Vec<String>> = csv::Reader::from_reader(text).records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect();
            let ids: Vec<PaymentId> = records.iter().map(|record| record[0].parse().expect("an id")).collect();
            assert_eq!(ids, pages(&service, by, &filter).await);
            assert!(records.iter().flatten().all(|cell| !cell.starts_with('=')), "no cell is a formula");
            let record = records.iter().find(|record| record[0] == all[2].id.to_string()).expect("Alma's is in each");
            // A reference is of the part of the tree that it was imported into.
            let reference = if by.user == house.owner.user { "REF-002" } else { "" };
            assert_eq!((record[1].as_str(), record[3].as_str(), record[7].as_str(), record[8].as_str()), (reference, "alma leaf", "1.234", "KWD"));
        }
        let told = "SELECT CAST(COUNT(*) AS bigint) FROM audit_event WHERE operation = 'ExportPayments' AND changes LIKE '%KWD%'";
        assert_eq!(scalar::<i64>(db.read(), told, vec![]).await.expect("reads"), Some(2), "the trail knows what was taken away");
        for (name, post) in [("sam", Post::Support), ("uma", Post::Users), ("rita", Post::ReadOnly)] {
            let by = house.staff(&house.owner, name, post).await;
            assert_eq!(service.export(&by, &PaymentListQuery::default()).await.err().expect("sees no money").kind, ErrorKind::Forbidden);
        }
    }

    async fn finding_61_a_payment_has_a_page_with_what_belongs_to_it(db: Db) {
        let house = House::new(&db).await;
        let service = PaymentsService::new(house.context.clone());
        let [_, alma, bela] = house.customers;
        let paid = service.record(&house.anna, alma, &form("a", "50")).await.expect("records");
        house.clock.pass(60);
        let back = service.refund(&house.anna, paid, "20", "Half the month", "b", Locale::En).await.expect("gives back");
        let view = service.view(&house.anna, paid).await.expect("opens");
        assert_eq!((view.row.id, view.row.note.as_str(), view.can_refund, view.recorded_by.as_deref()), (paid, "Invoice 7", true, Some("Anna Branch")));
        assert_eq!(view.row.left().map(Money::minor), Some(3_000));
        assert_eq!(view.related.iter().map(|row| row.id).collect::<Vec<_>>(), [back]);
        let posted: Vec<(&str, i64)> = view.postings.iter().map(|posting| (&*posting.account.key, posting.amount.minor())).collect();
        assert_eq!(posted, [("payments-account-cash", 5_000), ("payments-account-revenue", -5_000)]);
        let told: Vec<(&str, Option<String>)> = view.history.iter().map(|entry| (&*entry.what.key, entry.subject.clone())).collect();
        assert_eq!(told, [("users-timeline-refunded-amount", Some(back.to_string())), ("users-timeline-paid-amount", None)]);
        let view = service.view(&house.anna, back).await.expect("opens");
        assert_eq!((view.row.refunds, view.can_refund, view.related[0].id, view.history.len()), (Some(paid), false, paid, 1));

        let bela = caller(&house.context, bela).await;
        for stranger in [&house.ben, &bela] {
            assert_eq!(service.view(stranger, paid).await.expect_err("is out of reach").kind, ErrorKind::NotFound);
        }
        assert_eq!(service.view(&house.owner, PaymentId(alma.0)).await.expect_err("is nowhere").kind, ErrorKind::NotFound);
        let support = house.staff(&house.anna, "sam", Post::Support).await;
        assert_eq!(service.view(&support, paid).await.expect_err("sees no money").kind, ErrorKind::Forbidden);
        let own = service.view(&caller(&house.context, alma).await, paid).await.expect("is her own");
        assert_eq!((own.row.id, own.related.len(), own.can_refund), (paid, 1, false));
        assert!(own.recorded_by.is_none() && own.postings.is_empty() && own.history.is_empty(), "the books are for staff");
    }

    async fn what_a_gateway_kept_is_not_told_to_whoever_paid(db: Db) {
        let house = House::new(&db).await;
        let service = PaymentsService::new(house.context.clone());
        let new = NewPayment { fee: 30, method: Method::Gateway, ..payment(&house, 3) };
        bring_in(&house.context, std::slice::from_ref(&new)).await;
        let payer = caller(&house.context, new.user).await;
        for (by, fee) in [(&house.owner, Some(30)), (&payer, None)] {
            let page = service.list(by, &PaymentListQuery::default()).await.expect("lists");
            assert_eq!(page.rows.iter().map(|row| row.fee.map(Money::minor)).collect::<Vec<_>>(), [fee]);
            assert_eq!(service.view(by, new.id).await.expect("opens").row.fee.map(Money::minor), fee);
        }
    }

    async fn finding_61_a_page_of_payments_sends_as_many_statements_for_many_rows_as_for_few(db: Db) {
        let house = House::new(&db).await;
        bring_in(&house.context, &(0..60).map(|at| payment(&house, at)).collect::<Vec<_>>()).await;
        let asked = async |size: u16| {
            let (db, sent) = house.context.db.counted();
            let service = PaymentsService::new(Context { db, ..house.context.clone() });
            let filter = PaymentFilter { q: "leaf".into(), ..PaymentFilter::default() };
            let page = service.list(&house.owner, &PaymentListQuery { filter, size, ..PaymentListQuery::default() }).await.expect("lists");
            let listed = sent.swap(0, Ordering::Relaxed);
            service.view(&house.owner, page.rows[0].id).await.expect("opens");
            (listed, sent.load(Ordering::Relaxed), page.rows.len())
        };
        let (few, many) = (asked(25).await, asked(50).await);
        assert_eq!((few.0, few.1, few.2, many.2), (many.0, many.1, 25, 50));
        assert!(few.0 <= 2 && few.1 <= 6, "{few:?}");
    }

    async fn finding_60_a_timeline_tells_amounts_links_to_them_and_does_not_repeat_the_name(db: Db) {
        let house = House::new(&db).await;
        let service = PaymentsService::new(house.context.clone());
        let [_, alma, _] = house.customers;
        house.clock.pass(60);
        let paid = service.record(&house.anna, alma, &form("a", "100")).await.expect("records");
        house.clock.pass(60);
        let back = service.refund(&house.anna, paid, "9.50", "Too much", "b", Locale::En).await.expect("gives back");
        let rows = house.users.timeline(&house.anna, alma, None).await.expect("tells").rows;
        let keys: Vec<&str> = rows.iter().map(|row| &*row.what.key).collect();
        assert_eq!(keys, ["users-timeline-refunded-amount", "users-timeline-paid-amount", "users-timeline-own-created"]);
        assert_eq!(rows.iter().map(|row| row.subject.clone()).collect::<Vec<_>>(), [Some(back.to_string()), Some(paid.to_string()), None]);
        let amount = |row: &domain::user::TimelineEntry| row.what.args.iter().find_map(|(_, arg)| if let Arg::Money(money) = arg { Some(money.minor()) } else { None });
        assert_eq!(rows.iter().map(amount).collect::<Vec<_>>(), [Some(950), Some(10_000), None]);
        assert!(!serde_json::to_string(&rows).expect("is text").contains("alma leaf"), "whose page it is stands above");
        // On the page of who did it, the other one is named.
        let did = house.users.timeline(&house.owner, house.anna.user, None).await.expect("tells").rows;
        let refund = did.iter().find(|row| row.what.key == "users-timeline-refunded-amount-for").expect("what Anna did");
        assert!(serde_json::to_string(&refund.what).expect("is text").contains("alma leaf"));
    }
}
