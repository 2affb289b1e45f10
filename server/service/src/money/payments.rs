//! The use cases of payments: the list and its file, one payment, a payment recorded by hand, a refund.

use async_trait::async_trait;
use db::{
    Tx,
    payments::{self as rows, Payer},
};
use domain::{
    Error, ErrorKind, Money, Result,
    access::{Caller, Module, Operation, Reach},
    audit::Change,
    ids::{PaymentId, UserId},
    live::LiveEvent,
    msg,
    page::Page,
    payment::{PaymentForm, PaymentListQuery, PaymentRow, PaymentStatus, PaymentView},
    port::{Payments, chunks::Chunks},
    text::Locale,
};

use super::{
    bulk::{NewPayment, Reason, record_many},
    file, list, received, view,
};
use crate::{Context, audit, idempotency, live};

/// See [`Payments`].
#[derive(Debug, Clone)]
pub struct PaymentsService {
    pub(super) context: Context,
}

impl PaymentsService {
    /// Over this context.
    #[must_use]
    pub const fn new(context: Context) -> Self {
        Self { context }
    }
}

#[async_trait]
impl Payments for PaymentsService {
    async fn list(&self, caller: &Caller, query: &PaymentListQuery) -> Result<Page<PaymentRow>> {
        list::list(&self.context, caller, query).await
    }

    async fn view(&self, caller: &Caller, payment: PaymentId) -> Result<PaymentView> {
        view::view(&self.context, caller, payment).await
    }

    async fn export(&self, caller: &Caller, query: &PaymentListQuery) -> Result<Chunks> {
        file::export(&self.context, caller, query).await
    }

    async fn record(&self, caller: &Caller, user: UserId, form: &PaymentForm) -> Result<PaymentId> {
        let context = &self.context;
        let reach = caller.reach(Operation::RecordPayment)?;
        let input = form.check()?;
        check_limit(caller, Operation::RecordPayment, input.amount)?;
        idempotency::require(&input.token)?;
        let asked = format!("{user} {} {} {} {}", input.amount, input.method.code(), input.paid_on, input.note);
        let scope = format!("{} record payment", caller.user);
        let tx = context.db.begin().await?;
        if let Some(answer) = idempotency::find(&tx, &scope, &input.token, &asked).await? {
            return answered(&answer);
        }
        let payer = within_reach(&tx, &reach, user).await?;
        let paid_at = received::at(context, &input.paid_on)?;
        let new = NewPayment {
            id: context.new_id(),
            user,
            amount: input.amount,
            fee: 0,
            method: input.method,
            status: PaymentStatus::Success,
            refunds: None,
            note: input.note,
            paid_at,
            external: None,
            reason: Reason::ByHand,
        };
        let mut changes = vec![change("amount", input.amount.to_string()), change("method", input.method.code().to_owned())];
        if !input.paid_on.is_empty() {
            changes.push(change("paid_on", input.paid_on));
        }
        if !new.note.is_empty() {
            changes.push(change("note", new.note.clone()));
        }
        settle(&tx, context, caller, Operation::RecordPayment, &payer, &new, changes).await?;
        idempotency::keep(&tx, context, &scope, &input.token, &asked, &new.id.to_string()).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    async fn refund(
        &self,
        caller: &Caller,
        payment: PaymentId,
        amount: &str,
        reason: &str,
        token: &str,
        language: Locale,
    ) -> Result<PaymentId> {
        super::refunds::refund(&self.context, caller, payment, super::refunds::Asked { amount, reason, token, language }).await
    }
}

/// Records a payment with all that belongs to it: ledger, figures, audit, and word to browsers.
pub(super) async fn settle(
    tx: &Tx,
    context: &Context,
    caller: &Caller,
    operation: Operation,
    payer: &Payer,
    new: &NewPayment,
    changes: Vec<Change>,
) -> Result<()> {
    record_many(tx, context, caller, std::slice::from_ref(new)).await?;
    let entry = audit::Entry {
        operation,
        subject: new.id.to_string(),
        subject_user: Some(payer.id),
        subject_name: &payer.name,
        path: &payer.path,
        changes,
    };
    audit::append(tx, context, caller, entry).await?;
    live::publish(tx, context, Module::Money, &payer.path, Some(payer.id), &LiveEvent::Payments { users: vec![payer.id] }).await
}

/// The payment's user, where the caller reaches them.
pub(super) async fn within_reach(tx: &Tx, reach: &Reach, user: UserId) -> Result<Payer> {
    let payer = rows::payer(&**tx, user).await?.ok_or_else(Error::not_found)?;
    if reach.covers(payer.id, payer.manager_id, &payer.path) { Ok(payer) } else { Err(Error::not_found()) }
}

/// Refuses an amount above the caller's limit.
pub(super) fn check_limit(caller: &Caller, operation: Operation, amount: Money) -> Result<()> {
    if caller.may_amount(operation, amount.minor()) {
        Ok(())
    } else {
        Err(Error::new(ErrorKind::Forbidden, msg::payments_amount_above_limit(amount)))
    }
}

/// What a token's first use answered.
pub(super) fn answered(answer: &str) -> Result<PaymentId> {
    answer.parse().map_err(|_| Error::internal())
}

/// A field that was empty before.
pub(super) fn change(field: &str, after: String) -> Change {
    Change { field: field.to_owned(), before: None, after: Some(after) }
}
