//! People: the table with its filters and figures, single users, and what staff do with them. [`filter`] reads a filter, [`list`] shows,
//! [`create`], [`edit`] with [`defaults`], [`moves`] with [`links`], [`status`] and [`tags`] change, [`bulk`] changes many, [`rules`] says who may give which role and where people may be put, [`export`]
//! streams what is filtered, [`timeline`] tells what happened.
//!
//! To add a filter: its field in `domain::user::UserFilter`, its condition in `db::users::narrow`, and its line in `figures::read`'s `group`.

use async_trait::async_trait;
use domain::{
    access::Caller,
    error::Result,
    ids::{OrganisationId, UserId},
    kpi::Kpis,
    page::Page,
    port::{Users, chunks::Chunks},
    user::{
        BulkForm, BulkOutcome, Picked, TimelineEntry, UserChoices, UserChoicesQuery, UserFilter, UserForm, UserListQuery, UserRow,
        UserStatus, UserView,
    },
};

use crate::{Context, figures};

mod assign;
mod bulk;
mod changes;
mod create;
mod defaults;
mod edit;
mod export;
pub mod filter;
pub mod links;
mod list;
mod moves;
mod renumber;
pub mod rules;
mod status;
mod tags;
#[cfg(test)]
pub(crate) mod tests;
mod timeline;

pub use create::facts_of;
pub use db::users::{NewRow, insert_rows, search_text};
pub(crate) use export::external;
pub use export::file_name as export_name;
pub use list::find;
pub use renumber::{Renumbered, renumber};
pub use timeline::sentence;
pub(crate) use timeline::told;

/// The use cases of people.
#[derive(Debug, Clone)]
pub struct UsersService {
    context: Context,
}

impl UsersService {
    /// Over this context.
    #[must_use]
    pub const fn new(context: Context) -> Self {
        Self { context }
    }
}

#[async_trait]
impl Users for UsersService {
    async fn list(&self, caller: &Caller, query: &UserListQuery) -> Result<Page<UserRow>> {
        list::list(&self.context, caller, query).await
    }
    async fn choices(&self, caller: &Caller, query: &UserChoicesQuery) -> Result<UserChoices> {
        list::choices(&self.context, caller, query).await
    }
    async fn view(&self, caller: &Caller, user: UserId) -> Result<UserView> {
        list::view(&self.context, caller, user).await
    }
    async fn create(&self, caller: &Caller, form: &UserForm) -> Result<UserId> {
        create::create(&self.context, caller, form).await
    }
    async fn edit(&self, caller: &Caller, user: UserId, form: &UserForm) -> Result<()> {
        edit::edit(&self.context, caller, user, form).await
    }
    async fn set_status(&self, caller: &Caller, user: UserId, status: UserStatus) -> Result<()> {
        status::set_status(&self.context, caller, user, status).await.map(drop)
    }
    async fn assign(
        &self,
        caller: &Caller,
        users: &[UserId],
        manager: Option<Option<UserId>>,
        organisation: Option<Option<OrganisationId>>,
    ) -> Result<u64> {
        assign::assign(&self.context, caller, users, manager, organisation).await
    }
    async fn change(&self, caller: &Caller, whom: &Picked, form: &BulkForm, after: Option<&str>) -> Result<BulkOutcome> {
        bulk::change(&self.context, caller, whom, form, after).await
    }
    async fn timeline(&self, caller: &Caller, user: UserId, cursor: Option<String>) -> Result<Page<TimelineEntry>> {
        timeline::timeline(&self.context, caller, user, cursor).await
    }
    async fn kpis(&self, caller: &Caller, filter: &UserFilter) -> Result<Kpis> {
        figures::kpis(&self.context, caller, filter).await
    }
    async fn export(&self, caller: &Caller, query: &UserListQuery) -> Result<Chunks> {
        export::export(&self.context, caller, query).await
    }
    async fn export_these(&self, caller: &Caller, users: &[UserId]) -> Result<Chunks> {
        export::export_these(&self.context, caller, users).await
    }
    async fn find(&self, caller: &Caller, text: &str) -> Result<Vec<(UserId, String, String)>> {
        list::find(&self.context, caller, text).await
    }
}
