//! What a filter finds, against a naive reading of the same people.

use std::collections::HashMap;

use db::users::NewRow;
use domain::{
    access::Role,
    ids::{BranchId, FolderId, UserId},
    port::Users,
    time::Timestamp,
    user::{EmailStatus, UserFilter, UserListQuery, UserStatus},
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::house::{House, bring_in};

const NAMES: [&str; 12] = [
    "Ana López",
    "ana_lo%pez",
    "Zoë \"Z\" O'Neil",
    "محمد بن علي",
    "日本 太郎",
    "Иван Петров",
    "a.b",
    "İpek Şahin",
    "100% sure",
    "back\\slash",
    "🙂 smile",
    "Straße Weiß",
];
const DAY: i64 = 86_400;

fn people(house: &House) -> Vec<NewRow> {
    (0..96_usize)
        .map(|at| {
            let step = i64::try_from(at).expect("small");
            let dealer = if at % 3 == 0 { &house.anna } else { &house.ben };
            let when = Timestamp::from_seconds(1_780_000_000 + step * DAY / 2);
            NewRow {
                role: if at % 7 == 0 { Role::Employee } else { Role::Customer },
                status: if at % 5 == 0 { UserStatus::Inactive } else { UserStatus::Active },
                tier: i16::try_from(at % 4).expect("small"),
                email_status: EmailStatus::ALL[at % 3],
                username: (at % 2 == 0).then(|| format!("User.{at}")),
                phone: (at % 4 != 0).then(|| format!("+34600{:06}", at * 7_919 % 1_000_000)),
                manager: (at % 6 == 0).then_some(dealer.user),
                tags: [("vip", 2), ("north", 3)].into_iter().filter(|(_, every)| at % every == 0).map(|(tag, _)| tag.to_owned()).collect(),
                external: (at % 9 == 0).then(|| ("1/".to_owned(), format!("EXT-{at}"))),
                last_seen_at: (at % 3 != 1).then(|| when.plus_seconds(DAY)),
                has_paid: at % 8 == 0,
                ..NewRow::new(
                    house.context.new_id(),
                    Some(dealer.user),
                    &dealer.tree,
                    &format!("{} {at}", NAMES[at % NAMES.len()]),
                    &format!("Mail{at}@ex{}.example", at % 10),
                    when,
                )
            }
        })
        .collect()
}

/// The branch and folder that somebody has.
type Units = (Option<BranchId>, Option<FolderId>);

const BRANCHES: [BranchId; 2] = [BranchId(uuid::Uuid::from_u128(1)), BranchId(uuid::Uuid::from_u128(2))];
const FOLDERS: [FolderId; 2] = [FolderId(uuid::Uuid::from_u128(1)), FolderId(uuid::Uuid::from_u128(2))];

/// Gives many of them a branch or folder.
async fn put_in_units(house: &House, rows: &[NewRow]) -> HashMap<UserId, Units> {
    let mut all = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let units: Units = (BRANCHES.get(at % 3).copied(), FOLDERS.get(at % 4).copied());
        let text = "UPDATE users SET branch_id = ?, folder_id = ? WHERE id = ?";
        db::exec(house.context.db.write(), text, db::values![units.0, units.1, row.id]).await.expect("is there");
        all.insert(row.id, units);
    }
    all
}

/// Reads a filter naively, from the same words as the help page: nothing of the product's code but the types.
fn matches(filter: &UserFilter, row: &NewRow, (branch, folder): Units) -> bool {
    let day = |at: Timestamp| jiff::Timestamp::from_microsecond(at.0).expect("a time").to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let within = |from: &Option<String>, to: &Option<String>, at: Option<Timestamp>| match at {
        _ if from.is_none() && to.is_none() => true,
        None => false,
        Some(at) => from.as_ref().is_none_or(|from| day(at) >= *from) && to.as_ref().is_none_or(|to| day(at) <= *to),
    };
    filter.status.is_none_or(|status| row.status == status)
        && filter.role.is_none_or(|role| row.role == role)
        && filter.tier.is_none_or(|tier| row.tier == tier)
        && (filter.branch.is_none() || filter.branch == branch)
        && (filter.folder.is_none() || filter.folder == folder)
        && filter.manager.is_none_or(|manager| row.manager == Some(manager))
        && filter.email_status.is_none_or(|status| row.email_status == status)
        && filter.paid.is_none_or(|paid| row.has_paid == paid)
        && filter.tag.as_ref().is_none_or(|tag| row.tags.contains(tag))
        && within(&filter.registered_from, &filter.registered_to, Some(row.registered_at))
        && within(&filter.seen_from, &filter.seen_to, row.last_seen_at)
        && found(&filter.q, row)
}

fn found(q: &str, row: &NewRow) -> bool {
    let q = q.trim().to_lowercase();
    if q.is_empty() || q == row.id.to_string() || q == row.id.0.to_string() {
        return true;
    }
    if q.starts_with("usr_") {
        return false;
    }
    let folded = db::users::fold(&q);
    if folded.chars().count() < 3 {
        return row.name.to_lowercase().starts_with(&q) || row.email.to_lowercase().starts_with(&q);
    }
    let digits: String = q.chars().filter(char::is_ascii_digit).collect();
    let phone = digits.len() >= 3 && q.chars().all(|c| c.is_ascii_digit() || "+ -.()/".contains(c));
    let external = row.external.as_ref().map(|(_, id)| id.clone());
    let texts = [Some(row.name.clone()), Some(row.email.clone()), row.username.clone(), row.phone.clone(), external];
    let mut texts = texts.into_iter().flatten().map(|text| db::users::fold(&text));
    texts.any(|text| text.contains(&folded) || (phone && text.contains(digits.strip_prefix("00").unwrap_or(&digits))))
}

/// A filter that often finds someone: pieces of what is there, and junk.
fn filters(rows: &[NewRow], managers: [UserId; 2]) -> impl Strategy<Value = UserFilter> + use<> {
    let texts: Vec<String> = rows
        .iter()
        .flat_map(|row| {
            [Some(row.name.clone()), Some(row.email.clone()), row.phone.clone(), row.username.clone(), Some(row.id.to_string())]
        })
        .flatten()
        .collect();
    let piece = (0..texts.len(), 0..8_usize, 1..9_usize).prop_map(move |(at, skip, take)| {
        if texts[at].starts_with("usr_") {
            return texts[at].clone();
        }
        texts[at].chars().skip(skip).take(take).collect()
    });
    let spaced = piece.clone().prop_map(|piece: String| {
        if piece.chars().all(|c| c.is_ascii_digit()) { piece.chars().flat_map(|c| [c, ' ']).collect() } else { piece }
    });
    let q = prop_oneof![4 => Just(String::new()), 4 => piece, 2 => spaced, 1 => "\\PC{1,6}", 1 => Just("%%%".to_owned()), 1 => Just("\" OR \"".to_owned())];
    let days =
        || prop_oneof![5 => Just(None), 1 => (1..29_i32, 6..9_i32).prop_map(|(day, month)| Some(format!("2026-{month:02}-{day:02}")))];
    let pick = |every: u32| prop::bool::weighted(1.0 / f64::from(every));
    let plain = (pick(3), pick(4), pick(4), pick(6), pick(5), pick(4), pick(4), 0..12_usize);
    let units = (pick(6), pick(6), 0..2_usize);
    let all_days = (days(), days(), days(), days());
    (q, plain, units, all_days).prop_map(
        move |(
            q,
            (status, role, tier, manager, email, paid, tag, at),
            (branch, folder, unit),
            (registered_from, registered_to, seen_from, seen_to),
        )| UserFilter {
            q,
            status: status.then(|| UserStatus::ALL[at % 2]),
            role: role.then(|| [Role::Customer, Role::Employee, Role::SubDealer][at % 3]),
            tier: tier.then(|| i16::try_from(at % 4).unwrap_or(0)),
            branch: branch.then_some(BRANCHES[unit]),
            folder: folder.then_some(FOLDERS[unit]),
            manager: manager.then(|| managers[at % 2]),
            email_status: email.then(|| EmailStatus::ALL[at % 3]),
            paid: paid.then_some(at % 2 == 0),
            tag: tag.then(|| ["vip", "north", "none"][at % 3].to_owned()),
            registered_from,
            registered_to,
            seen_from,
            seen_to,
            ..UserFilter::default()
        },
    )
}

db::both_databases! {
    async fn every_filter_finds_what_a_naive_reading_finds(db: Db) {
        let house = House::new(&db).await;
        let rows = people(&house);
        bring_in(&house.context, &rows).await;
        let units = put_in_units(&house, &rows).await;
        let strategy = filters(&rows, [house.anna.user, house.ben.user]);
        let mut runner = TestRunner::deterministic();
        let mut hits = 0;
        for _ in 0..400 {
            let filter = strategy.new_tree(&mut runner).expect("a filter").current();
            for by in [&house.ben, &house.owner] {
                let page = house.users.list(by, &UserListQuery { filter: filter.clone(), size: 200, ..UserListQuery::default() }).await.expect("lists");
                let mut found: Vec<UserId> = page.rows.iter().map(|row| row.id).filter(|id| rows.iter().any(|row| row.id == *id)).collect();
                let mut expected: Vec<UserId> = rows.iter().filter(|row| row.path.starts_with(&by.tree) && matches(&filter, row, units[&row.id])).map(|row| row.id).collect();
                found.sort();
                expected.sort();
                assert_eq!(found, expected, "{filter:?}");
                hits += expected.len();
                // The figures follow the same filter.
                let kpis = house.users.kpis(by, &filter).await.expect("counts");
                assert_eq!(kpis.total_users, i64::try_from(page.rows.len()).expect("small"), "{filter:?}");
            }
        }
        assert!(hits > 2_000, "the filters are not all in vain: {hits}");
    }

    async fn junk_in_a_search_is_no_error(db: Db) {
        let house = House::new(&db).await;
        for q in ["'; DROP TABLE users; --", "***", "NEAR(a b)", "\"\"\"", "usr_nobody", "\u{10FFFF}\u{10FFFF}\u{10FFFF}", "a\nb\tc", "😀😀😀"] {
            let filter = UserFilter { q: q.into(), ..UserFilter::default() };
            house.users.list(&house.owner, &UserListQuery { filter, ..UserListQuery::default() }).await.expect("an empty page");
            crate::users::find(&house.context, &house.owner, q).await.expect("nobody");
        }
        for filter in [UserFilter { tag: Some("\0".into()), ..UserFilter::default() }, UserFilter { q: "\0\0\0".into(), ..UserFilter::default() }] {
            let refused = house.users.list(&house.owner, &UserListQuery { filter, ..UserListQuery::default() }).await.expect_err("nothing has it");
            assert_eq!(refused.message.key, "filter-unknown-value");
        }
    }

    async fn days_are_those_of_the_operators_time_zone(db: Db) {
        let mut house = House::new(&db).await;
        let settings = crate::Settings { time_zone: "Asia/Tokyo".into(), ..(*house.context.settings).clone() };
        house.context.settings = std::sync::Arc::new(settings);
        house.users = crate::users::UsersService::new(house.context.clone());
        // 20:00 UTC on 30 June is 1 July in Tokyo.
        let at = Timestamp::from_seconds(1_782_849_600);
        bring_in(&house.context, &[NewRow::new(house.context.new_id(), Some(house.owner.user), "1/", "Late", "late@example.com", at)]).await;
        let on = |day: &str| UserFilter { registered_from: Some(day.into()), registered_to: Some(day.into()), ..UserFilter::default() };
        for (day, count) in [("2026-06-30", 0), ("2026-07-01", 1)] {
            let query = UserListQuery { filter: on(day), ..UserListQuery::default() };
            assert_eq!(house.users.list(&house.owner, &query).await.expect("lists").rows.len(), count, "{day}");
        }
    }
}
