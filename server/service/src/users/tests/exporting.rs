//! What an export holds: every row of the filter once, in order, and nothing a spreadsheet would run.

use db::{exec, identity::session, users::NewRow, values};
use domain::{
    ErrorKind,
    access::{Caller, Post},
    ids::SessionId,
    port::Users,
    user::{UserFilter, UserListQuery, UserSort},
};

use super::house::{House, bring_in};

async fn whole(house: &House, caller: &domain::access::Caller, query: &UserListQuery) -> (Vec<u8>, usize) {
    let mut chunks = house.users.export(caller, query).await.expect("exports");
    let (mut bytes, mut count) = (Vec::new(), 0);
    while let Some(chunk) = chunks.next().await {
        bytes.extend(chunk.expect("a chunk"));
        count += 1;
    }
    (bytes, count)
}

fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("begins with the mark of UTF-8");
    csv::Reader::from_reader(text).records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect()
}

db::both_databases! {
    async fn an_export_is_the_filtered_list_in_its_order_and_streams(db: Db) {
        let house = House::new(&db).await;
        let now = house.context.now();
        let rows: Vec<NewRow> = (0..2_300_i64).map(|at| {
            let tier = i16::try_from(at % 2).expect("small");
            NewRow { tier, ..NewRow::new(house.context.new_id(), Some(house.anna.user), &house.anna.tree, &format!("Person {:04}", at * 7919 % 2_300), &format!("p{at}@example.com"), now) }
        }).collect();
        bring_in(&house.context, &rows).await;
        let filter = UserFilter { tier: Some(1), ..UserFilter::default() };
        let query = UserListQuery { filter, sort: UserSort::Name, ..UserListQuery::default() };
        let (bytes, chunks) = whole(&house, &house.anna, &query).await;
        assert_eq!(chunks, 3, "a head, and two batches for 1,150 rows");
        let mut expected: Vec<_> = rows.iter().filter(|row| row.tier == 1).map(|row| (row.name.clone(), row.id.to_string())).collect();
        expected.sort();
        assert_eq!(records(&bytes).into_iter().map(|record| (record[1].clone(), record[0].clone())).collect::<Vec<_>>(), expected);
        let events = "SELECT changes FROM audit_event WHERE operation = 'ExportUsers'";
        let changes = db::scalar::<String>(db.read(), events, vec![]).await.expect("reads").expect("the export is in the audit trail");
        assert!(changes.contains("tier"), "{changes}");
        assert!(whole(&house, &house.ben, &query).await.0.ends_with(b"paid_this_month\r\n"), "nothing of Anna's");
    }

    async fn who_loses_the_right_meanwhile_gets_a_download_that_fails(db: Db) {
        let house = House::new(&db).await;
        let (now, anna) = (house.context.now(), &house.anna);
        let rows: Vec<NewRow> =
            (0..1_100).map(|at| NewRow::new(house.context.new_id(), Some(anna.user), &anna.tree, "Person", &format!("p{at}@example.com"), now)).collect();
        bring_in(&house.context, &rows).await;
        let begun = async |caller: &Caller| {
            let mut chunks = house.users.export(caller, &UserListQuery::default()).await.expect("exports");
            for _ in 0..2 { chunks.next().await.expect("is there").expect("the head, and a batch"); }
            chunks
        };
        let set = async |what: &str| {
            exec(db.write(), &format!("UPDATE users SET {what} WHERE id = ?"), values![anna.user]).await.expect("changes");
        };
        let path = anna.tree.clone();
        let back = format!("status = 'active', must_change_password = false, role = 'sub_dealer', path = '{path}'");
        for lost in ["status = 'inactive'", "must_change_password = true", "role = 'customer'", "path = '1/77/'"] {
            let mut chunks = begun(anna).await;
            set(lost).await;
            assert_eq!(chunks.next().await.expect("no quiet end").expect_err(lost).kind, ErrorKind::Forbidden);
            assert!(chunks.next().await.is_none(), "and nothing after it");
            set(&back).await;
        }
        let id: SessionId = house.context.new_id();
        let session = session::NewSession { id, user: anna.user, now, idle_until: now.plus_seconds(60), expires_at: now.plus_seconds(60), user_agent: None, device: "", address: None, device_hash: None };
        session::insert(db.write(), &session).await.expect("signs in");
        let signed_in = Caller { session: Some(id), ..anna.clone() };
        let (mut kept, mut cut) = (begun(&signed_in).await, begun(&signed_in).await);
        assert!(kept.next().await.expect("goes on").is_ok());
        session::revoke(db.write(), anna.user, session::Which::One(id), "test", now).await.expect("signs out");
        assert_eq!(cut.next().await.expect("no quiet end").expect_err("signed out").kind, ErrorKind::Forbidden);
    }

    async fn no_cell_runs_as_a_formula_and_money_is_for_those_who_see_it(db: Db) {
        let house = House::new(&db).await;
        let named = |name: &str, at: usize| NewRow { phone: Some("+34600111222".into()), ..NewRow::new(house.context.new_id(), Some(house.owner.user), "1/", name,
            &format!("f{at}@example.com"), house.context.now()) };
        let names = ["=1+1", "+A1", "-A1", "@SUM(A1)", "\tx", "quote \" comma , end", "محمد"];
        bring_in(&house.context, &names.iter().enumerate().map(|(at, name)| named(name, at)).collect::<Vec<_>>()).await;
        let (bytes, _) = whole(&house, &house.owner, &UserListQuery::default()).await;
        for record in records(&bytes) {
            for cell in &record {
                let number = cell.strip_prefix('+').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
                assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
            }
        }
        let exported: Vec<_> = records(&bytes).into_iter().map(|record| record[1].clone()).collect();
        assert!(exported.contains(&"'=1+1".to_owned()) && exported.contains(&names[5].to_owned()) && exported.contains(&names[6].to_owned()));
        let uma = house.staff(&house.owner, "uma", Post::Users).await;
        let (bytes, _) = whole(&house, &uma, &UserListQuery::default()).await;
        let head = String::from_utf8_lossy(&bytes).lines().next().map(str::to_owned).unwrap_or_default();
        assert!(head.contains("last_seen_at") && !head.contains("paid"), "{head}");
    }
}
