//! The filtered payments as CSV. What the import knows has the import's names, so that payments which came from a file are known again;
//! those that were recorded here have no id elsewhere, and the import refuses them instead of recording them twice.

use async_trait::async_trait;
use db::payments::list::{self as rows, ListedPayment, Narrow};
use domain::{
    Money, Result,
    access::{Caller, Operation},
    page::Cursor,
    payment::{Method, PaymentFilter, PaymentListQuery, PaymentStatus},
    port::chunks::Chunks,
};

use super::{
    list::{narrow, shown},
    payments::change,
};
use crate::{
    Context, audit,
    download::{self, BATCH, Batches, moment},
    users::external,
};

const COLUMNS: [&str; 16] = [
    "id",
    "external_id",
    "user_external_id",
    "user",
    "email",
    "kind",
    "paid_at",
    "amount",
    "currency",
    "fee",
    "refunded",
    "method",
    "status",
    "note",
    "refunds",
    "recorded_at",
];

/// See [`domain::port::Payments::export`].
pub(super) async fn export(context: &Context, caller: &Caller, query: &PaymentListQuery) -> Result<Chunks> {
    let reach = caller.reach(Operation::ExportPayments)?;
    let filter = &query.filter;
    let narrow = narrow(context, reach, filter).await?;
    let tx = context.db.begin().await?;
    let entry = audit::Entry {
        operation: Operation::ExportPayments,
        subject: "payments".to_owned(),
        subject_user: None,
        subject_name: &file_name(context, filter),
        path: &caller.tree,
        changes: filter.to_parameters().into_iter().map(|(field, value)| change(field, value)).collect(),
    };
    audit::append(&tx, context, caller, entry).await?;
    tx.commit().await?;
    let batches = Export { context: context.clone(), tree: caller.tree.clone(), narrow };
    download::begin(context, caller, COLUMNS.map(str::to_owned).into(), batches)
}

/// What the file is called: which payments it holds, as far as a word says it, and of which day it is.
#[must_use]
pub fn file_name(context: &Context, filter: &PaymentFilter) -> String {
    let words = ["payments"].into_iter().chain(filter.status.map(PaymentStatus::code)).chain(filter.method.map(Method::code));
    download::name(context, &words.chain(filter.currency.map(domain::Currency::code)).collect::<Vec<_>>())
}

struct Export {
    context: Context,
    tree: String,
    narrow: Narrow,
}

#[async_trait]
impl Batches for Export {
    async fn batch(&mut self, cursor: Option<&Cursor>) -> Result<(Vec<Vec<String>>, Option<String>)> {
        let page = rows::page(self.context.db.read(), &self.narrow, cursor, BATCH).await?;
        let cells = page.rows.into_iter().map(|row| record(row, &self.tree)).collect::<Result<_>>()?;
        Ok((cells, page.next))
    }
}

fn record(listed: ListedPayment, tree: &str) -> Result<Vec<String>> {
    let stored = listed.clone();
    let row = shown(listed)?;
    let plain = |amount: Option<Money>| amount.map(Money::to_major).unwrap_or_default();
    let reference = row.reference.filter(|_| stored.payment.external_space.as_deref() == Some(tree));
    Ok(vec![
        row.id.to_string(),
        reference.unwrap_or_default(),
        external(stored.user_external_id.as_deref(), stored.user_external_space.as_deref(), row.user.0, tree),
        row.user.1,
        stored.user_email,
        if row.refunds.is_some() { "refund" } else { "payment" }.to_owned(),
        moment(Some(row.paid_at)),
        row.amount.to_major(),
        row.amount.currency().code().to_owned(),
        plain(row.fee),
        plain(row.refunded),
        row.method.code().to_owned(),
        row.status.code().to_owned(),
        row.note,
        row.refunds.map(|id| id.to_string()).unwrap_or_default(),
        moment(Some(stored.payment.recorded_at)),
    ])
}
