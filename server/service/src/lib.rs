//! The use cases and the rules that only the server needs: the only place where permission, transaction, ledger, audit and jobs meet.
//! A use case checks the permission on the very object, opens one transaction, applies a rule, writes with the state it expects in the
//! WHERE clause, posts to the ledger, appends the audit event, enqueues what follows and commits.
//!
//! To add one: the trait function in `domain::port`, its operation in `domain::access`, the function here in its area, its exercise in
//! the matrix test.

pub mod audit;
mod cells;
pub mod context;
pub mod demo;
mod download;
pub mod figures;
pub mod idempotency;
pub mod identity;
pub mod imports;
pub mod live;
#[cfg(test)]
mod matrix_tests;
pub mod money;
pub mod organisations;
pub mod phones;
pub mod sealing;
mod search;
pub mod texts;
mod throttle;
pub mod users;
mod views;
pub mod whatsapp;
pub mod zones;

pub use context::{Context, Settings, SystemClock};

use std::sync::Arc;

use domain::port::Services;

/// All use cases over one context.
#[must_use]
pub fn services(context: &Context) -> Services {
    Services {
        accounts: Arc::new(identity::AccountsService::new(context.clone())),
        users: Arc::new(users::UsersService::new(context.clone())),
        organisations: Arc::new(organisations::OrganisationsService::new(context.clone())),
        payments: Arc::new(money::PaymentsService::new(context.clone())),
        imports: Arc::new(imports::ImportsService::new(context.clone())),
        audit: Arc::new(audit::AuditService::new(context.clone())),
        servers: Arc::new(whatsapp::ServersService::new(context.clone())),
        instances: Arc::new(whatsapp::InstancesService::new(context.clone())),
        messages: Arc::new(whatsapp::MessagesService::new(context.clone())),
        search: Arc::new(search::SearchService::new(context.clone())),
        views: Arc::new(views::ViewsService::new(context.clone())),
    }
}
