//! The list's address: filters as [`UserFilter`] names them, `sort` as tables write it (`name`, `-name`), `size`, `cursor`, `columns`.

use domain::{
    page::DEFAULT_PAGE_SIZE,
    user::{UserFilter, UserListQuery},
};
use ui::{Query, Sort};

/// Where the list is.
pub const LIST: &str = "/admin/users";

/// What the address asks for.
#[must_use]
pub fn read(query: &Query) -> UserListQuery {
    UserListQuery::from_pairs(query.pairs())
}

/// How the rows are sorted, for the headings.
#[must_use]
pub fn sort_of(query: &UserListQuery) -> Sort {
    Sort { key: query.sort.code().to_owned(), descending: query.sort.begins_descending() != query.reversed }
}

/// The file with everything that is filtered, in the order of the list.
#[must_use]
pub fn export_href(query: &UserListQuery) -> String {
    let whole = UserListQuery { cursor: None, size: DEFAULT_PAGE_SIZE, ..query.clone() };
    Query::from_pairs(whole.to_parameters().into_iter().map(|(name, value)| (name.to_owned(), value))).on("/admin/users/export.csv")
}

/// Keys of the columns that were chosen; none for the usual ones.
#[must_use]
pub fn columns(query: &Query) -> Vec<String> {
    query.get("columns").unwrap_or_default().split(',').filter(|key| !key.is_empty()).map(ToOwned::to_owned).collect()
}

/// The list narrowed by one more condition, from its first page.
#[must_use]
pub fn narrowed(address: &str, name: &str, value: &str) -> String {
    Query::of(address).with(name, value).from_the_start().on(address)
}

/// The list without filters, in its order and with its columns; the month narrows no rows and stays.
#[must_use]
pub fn cleared(address: &str) -> String {
    let narrowing: Vec<_> = UserFilter::PARAMETERS.into_iter().filter(|name| *name != "month").chain(["view"]).collect();
    Query::of(address).without_all(&narrowing).from_the_start().on(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrow_in_the_heading_is_the_order_of_the_rows() {
        for text in ["registered", "-registered", "name", "-name", "email", "-last_seen", "status", "-status"] {
            let query = read(&Query::of(&format!("/admin/users?sort={text}")));
            assert_eq!(sort_of(&query).to_string(), text);
        }
        assert_eq!(sort_of(&read(&Query::default())).to_string(), "-registered");
        assert!(!read(&Query::of("/admin/users?sort=-registered")).reversed);
        assert!(read(&Query::of("/admin/users?sort=-name")).reversed);
    }

    #[test]
    fn the_export_holds_the_filter_and_the_order_but_no_page() {
        let query = read(&Query::of("/admin/users?q=a%26b&status=active&sort=-name&cursor=f1~00&size=100&columns=email"));
        assert_eq!(export_href(&query), "/admin/users/export.csv?q=a%26b&status=active&sort=-name");
        assert_eq!(query.cursor.as_deref(), Some("f1~00"));
    }

    #[test]
    fn a_figure_leads_to_its_rows_within_the_filter() {
        assert_eq!(narrowed("/admin/users?role=customer&cursor=f1~00", "status", "active"), "/admin/users?role=customer&status=active");
        assert_eq!(cleared("/admin/users?role=customer&q=x&sort=name&cursor=f1~00"), "/admin/users?sort=name");
        assert_eq!(cleared("/admin/users?month=2026-10&q=x&cursor=f1~00&at=50"), "/admin/users?month=2026-10");
    }
}
