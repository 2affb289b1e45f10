//! Whose rows somebody may see, as conditions: the part of the tree below a node, and rows that belong to users within reach. Paths are
//! ranges and never patterns, so that both databases walk an index; the root costs nothing, because everything lies below it and the
//! condition would only mislead who plans the statement.

use domain::access::Reach;

use crate::Sql;

/// The paths under `tree`: from this, and before that. A path is digits and slashes, and `0` is what follows `/`.
#[must_use]
pub fn path_range(tree: &str) -> (String, String) {
    let mut end = tree.trim_end_matches('/').to_owned();
    end.push('0');
    (tree.to_owned(), end)
}

/// Appends ` AND …` that holds for paths below this node.
pub fn in_tree(sql: &mut Sql, column: &str, tree: &str) {
    if tree == "1/" {
        return;
    }
    let (from, before) = path_range(tree);
    sql.push(&format!(" AND {column} >= ")).bind(from).push(&format!(" AND {column} < ")).bind(before);
}

/// Appends ` AND …` that holds for rows whose owner is within reach: `owner` is the column with the user's id, `users` the joined table.
pub fn owned(sql: &mut Sql, owner: &str, users: &str, reach: &Reach) {
    match reach {
        Reach::Own(user) => {
            sql.push(&format!(" AND {owner} = ")).bind(*user);
        }
        Reach::Assigned(user) => {
            sql.push(&format!(" AND ({users}.manager_id = ")).bind(*user).push(&format!(" OR {users}.id = ")).bind(*user).push(")");
        }
        Reach::Tree(tree) => in_tree(sql, &format!("{users}.path"), tree),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_tree_ends_before_its_neighbour() {
        let (from, before) = path_range("1/7/");
        let holds = |path: &str| from.as_str() <= path && path < before.as_str();
        assert!(holds("1/7/") && holds("1/7/9/") && !holds("1/70/") && !holds("1/6/9/"));
    }

    #[test]
    fn the_root_costs_nothing() {
        let mut sql = Sql::new("");
        owned(&mut sql, "m.user_id", "u", &Reach::Tree("1/".to_owned()));
        assert_eq!(sql.text(), "");
        owned(&mut sql, "m.user_id", "u", &Reach::Tree("1/7/".to_owned()));
        assert_eq!(sql.text(), " AND u.path >= ? AND u.path < ?");
    }
}
