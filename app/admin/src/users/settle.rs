//! Live changes without moving rows: what is on the page stays where it is and is renewed in place; what comes in above waits behind the
//! "new rows" pill; what goes away goes.

use domain::user::UserRow;

/// The rows to show, and how many new ones wait.
#[must_use]
pub fn settle(before: &[UserRow], fresh: Vec<UserRow>) -> (Vec<UserRow>, usize) {
    let known = |row: &UserRow| before.iter().any(|old| old.id == row.id);
    let below = fresh.iter().rposition(known).map_or(0, |at| at + 1);
    let waiting = fresh.iter().take(below).filter(|row| !known(row)).count();
    // Rows at the end that new ones pushed to the next page are still there: they stay as they were.
    let pushed_off = |at: usize| at + waiting >= before.len();
    let mut rows: Vec<UserRow> = before
        .iter()
        .enumerate()
        .filter_map(|(at, old)| fresh.iter().find(|row| row.id == old.id).or_else(|| pushed_off(at).then_some(old)).cloned())
        .collect();
    // What follows the last known row moves nothing.
    if waiting == 0 {
        rows.extend(fresh.into_iter().skip(below));
    }
    (rows, waiting)
}

#[cfg(test)]
mod tests {
    use domain::{
        access::Role,
        ids::UserId,
        time::Timestamp,
        user::{EmailStatus, UserStatus},
    };

    use super::*;

    fn row(id: &str, name: &str) -> UserRow {
        let id: UserId = format!("usr_{id:0>32}").parse().expect("an id");
        UserRow {
            id,
            name: name.into(),
            username: None,
            email: String::new(),
            email_status: EmailStatus::Verified,
            phone: None,
            phone_shown: None,
            role: Role::Customer,
            post: None,
            status: UserStatus::Active,
            tier: 0,
            organisation: None,
            manager: None,
            plan: None,
            tags: Vec::new(),
            instances: 0,
            messages: 0,
            paid: None,
            paid_this_month: None,
            registered_at: Timestamp(0),
            last_seen_at: None,
        }
    }

    fn rows(names: &str) -> Vec<UserRow> {
        names.split_whitespace().map(|name| row(&name[..1], name)).collect()
    }

    fn settled(before: &str, fresh: &str) -> (String, usize) {
        let (rows, waiting) = settle(&rows(before), rows(fresh));
        (rows.into_iter().map(|row| row.name).collect::<Vec<_>>().join(" "), waiting)
    }

    #[test]
    fn rows_are_renewed_in_place_and_new_ones_wait() {
        assert_eq!(settled("1 2 3", "1 2-new 3"), ("1 2-new 3".into(), 0));
        assert_eq!(settled("1 2 3", "9 1 2-new"), ("1 2-new 3".into(), 1), "the third was only pushed to the next page");
        assert_eq!(settled("1 2 3", "2 3 1-new"), ("1-new 2 3".into(), 0), "another order moves nothing");
    }

    #[test]
    fn rows_that_are_gone_go_and_the_next_page_fills_up() {
        assert_eq!(settled("1 2 3", "1 3 4"), ("1 3 4".into(), 0));
        assert_eq!(settled("1 2 3", ""), (String::new(), 0));
        assert_eq!(settled("", "1 2"), ("1 2".into(), 0));
    }
}
