//! Pages in every order, forwards and backwards: everybody once.

use db::users::NewRow;
use domain::{
    ids::UserId,
    port::Users,
    time::Timestamp,
    user::{UserListQuery, UserSort, UserStatus},
};

use super::house::{House, bring_in};

/// What a row sorts by, as the list does it.
fn key(row: &NewRow, sort: UserSort) -> (i64, String) {
    match sort {
        UserSort::Registered => (row.registered_at.0, String::new()),
        UserSort::Name => (0, row.name.to_lowercase()),
        UserSort::Email => (0, row.email.to_lowercase()),
        UserSort::LastSeen => (row.last_seen_at.map_or(0, |at| at.0), String::new()),
        UserSort::Status => (0, row.status.code().to_owned()),
    }
}

db::both_databases! {
    // Finding 28: whatever the rows are sorted by.
    async fn every_sort_pages_completely_in_both_directions_with_ties_and_gaps(db: Db) {
        let house = House::new(&db).await;
        let rows: Vec<NewRow> = (0..117_i64).map(|at| NewRow {
            // Many share an instant or a name; a third were never seen, a quarter may not sign in.
            status: if at % 4 == 0 { UserStatus::Inactive } else { UserStatus::Active },
            last_seen_at: (at % 3 != 0).then(|| Timestamp::from_seconds(1_700_000_000 + at % 5)),
            ..NewRow::new(house.context.new_id(), Some(house.anna.user), &house.anna.tree, ["Ünal", "ana", "Zoë", "محمد"][usize::try_from(at % 4).expect("small")],
                &format!("P{}@example.com", (at * 31) % 117), Timestamp::from_seconds(1_600_000_000 + at % 7))
        }).collect();
        bring_in(&house.context, &rows).await;
        let manager = UserListQuery { filter: domain::user::UserFilter { q: "p".into(), ..Default::default() }, size: 25, ..UserListQuery::default() };
        for sort in UserSort::ALL {
            for reversed in [false, true] {
                let mut expected: Vec<&NewRow> = rows.iter().collect();
                expected.sort_by_key(|row| (key(row, sort), row.id));
                if matches!(sort, UserSort::Registered | UserSort::LastSeen) != reversed { expected.reverse(); }
                let expected: Vec<UserId> = expected.into_iter().map(|row| row.id).collect();

                let (mut pages, mut cursor) = (Vec::new(), None);
                let mut back = loop {
                    let page = house.users.list(&house.anna, &UserListQuery { sort, reversed, cursor, ..manager.clone() }).await.expect("lists");
                    pages.push(page.rows.iter().map(|row| row.id).collect::<Vec<_>>());
                    cursor = page.next;
                    if cursor.is_none() { break page.previous; }
                };
                assert_eq!(pages.concat(), expected, "{sort:?} {reversed} forwards");
                let mut backwards = vec![pages.last().cloned().expect("pages")];
                while let Some(cursor) = back {
                    let page = house.users.list(&house.anna, &UserListQuery { sort, reversed, cursor: Some(cursor), ..manager.clone() }).await.expect("lists");
                    backwards.push(page.rows.iter().map(|row| row.id).collect());
                    back = page.previous;
                }
                backwards.reverse();
                assert_eq!(backwards, pages, "{sort:?} {reversed} backwards");
            }
        }
    }

    async fn a_page_reads_an_index_in_order_and_never_sorts_the_table(db: Db) {
        for order in ["registered_at DESC", "name_key", "email_key", "COALESCE(u.last_seen_at, 0) DESC", "status", "status DESC"] {
            let (column, direction) = (order.trim_end_matches(" DESC"), if order.ends_with("DESC") { " DESC" } else { "" });
            let column = if column.starts_with('C') { column.to_owned() } else { format!("u.{column}") };
            let text = format!("SELECT u.* FROM users u WHERE 1 = 1 ORDER BY {column}{direction}, u.id{direction} LIMIT 51");
            let plan = db::testing::plan(&db, db::Sql::new(&text)).await.join("; ");
            assert!(plan.to_uppercase().contains("INDEX") && !plan.contains("TEMP B-TREE"), "{order}: {plan}");
        }
    }
}
