//! Messages: compose to many, list, call off, send again. Composing queues one row per recipient in one transaction and answers at once;
//! what is answered survives, and the queue's worker does the rest.

use async_trait::async_trait;
use db::{
    Tx, Wake,
    whatsapp::{
        instances::{self, Instance},
        lanes,
        messages::{self as rows, Detail, Message, New},
    },
};
use domain::{
    Error, Result,
    access::{Caller, Operation},
    audit::Change,
    ids::{MessageId, UserId},
    message::{BYTES_WAITING_MAX, ComposeForm, ComposeInput, MessageListQuery, MessageRow, MessageState, MessageView, WAITING_MAX},
    msg,
    page::{Cursor, Page},
    port::Messages,
    time::Timestamp,
    user::UserStatus,
};

use super::{publish_instance, publish_states, status};
use crate::{
    Context,
    audit::{self, Entry},
    figures::{self, start_of_day},
    idempotency, phones,
};

/// Seconds that a message may wait.
pub(super) const LIFE: i64 = 24 * 3600;

/// Most rows that one page holds, whatever the call asks for.
const MOST_ROWS: u16 = 200;

/// See the module's words.
#[derive(Debug, Clone)]
pub struct MessagesService {
    context: Context,
}

impl MessagesService {
    /// Over this context.
    #[must_use]
    pub const fn new(context: Context) -> Self {
        Self { context }
    }

    fn expiry(&self) -> Timestamp {
        self.context.now().plus_seconds(LIFE)
    }

    async fn log(
        &self,
        tx: &Tx,
        caller: &Caller,
        operation: Operation,
        subject: String,
        instance: &Instance,
        changes: Vec<Change>,
    ) -> Result<()> {
        let entry =
            Entry { operation, subject, subject_user: Some(instance.user_id), subject_name: &instance.name, path: &instance.path, changes };
        audit::append(tx, &self.context, caller, entry).await.map(drop)
    }

    /// Refuses what would wait in vain, or without end: of an owner who is deactivated, and beyond what one number and one customer hold.
    async fn check_room(&self, tx: &Tx, instance: &Instance, new: &[New]) -> Result<()> {
        if instance.user_status != UserStatus::Active.code() {
            return Err(Error::conflict(msg::whatsapp_queue_owner_inactive(instance.user_name.as_str())));
        }
        let count = i64::try_from(new.len()).unwrap_or(i64::MAX);
        if instance.lane_waiting.saturating_add(count) > WAITING_MAX {
            return Err(Error::conflict(msg::whatsapp_queue_number_full(instance.lane_waiting, instance.name.as_str(), WAITING_MAX)));
        }
        let waiting = rows::waiting_of(&**tx, instance.user_id).await?;
        let bytes = new.iter().fold(waiting.bytes, |sum, new| sum.saturating_add(i64::try_from(new.body.len()).unwrap_or(i64::MAX)));
        if bytes > BYTES_WAITING_MAX {
            let megabytes = |bytes: i64| bytes >> 20;
            return Err(Error::conflict(msg::whatsapp_queue_texts_full(
                instance.user_name.as_str(),
                megabytes(waiting.bytes),
                megabytes(BYTES_WAITING_MAX),
            )));
        }
        Ok(())
    }

    /// New ids in the order in which a list shows what was queued together: newest first, and so the first one typed has the greatest.
    fn ids(&self, count: usize) -> Vec<MessageId> {
        let mut ids: Vec<MessageId> = (0..count).map(|_| self.context.new_id()).collect();
        ids.sort_unstable_by(|one, other| other.cmp(one));
        ids
    }

    /// Queues new rows in a lane and tells of them.
    async fn queue(&self, tx: &Tx, instance: &Instance, new: Vec<New>) -> Result<Vec<MessageId>> {
        self.check_room(tx, instance, &new).await?;
        let ids: Vec<MessageId> = new.iter().map(|new| new.id).collect();
        rows::insert(&**tx, instance.id, instance.user_id, new, self.context.now(), self.expiry()).await?;
        let states: Vec<_> = ids.iter().map(|id| (*id, MessageState::Queued)).collect();
        publish_states(tx, &self.context, status::place(instance), &states).await?;
        publish_instance(tx, &self.context, status::place(instance)).await?;
        tx.wake(Wake::Queue);
        Ok(ids)
    }

    async fn found(&self, caller: &Caller, operation: Operation, id: MessageId) -> Result<Message> {
        let reach = caller.reach(operation)?;
        rows::find(self.context.db.read(), id, &reach).await?.ok_or_else(Error::not_found)
    }
}

fn row(message: Message) -> Result<MessageRow> {
    Ok(MessageRow {
        id: message.id,
        user: (message.user_id, message.user_name),
        instance: message.instance_id,
        number: message.instance_name,
        to_shown: phones::grouped(&message.recipient),
        to: message.recipient,
        text: message.body,
        attempts: message.attempts,
        state: MessageState::from_code(&message.state).ok_or_else(Error::internal)?,
        problem: super::read(message.problem.as_deref()),
        queued_at: message.queued_at,
        changed_at: message.changed_at,
    })
}

/// Where a message was when, in order: what was written down on the way, and where it is now.
fn steps(message: &Message, detail: &Detail, state: MessageState) -> Vec<(MessageState, Timestamp)> {
    let known = [
        (MessageState::Queued, Some(message.queued_at)),
        (MessageState::Submitted, detail.submitted_at),
        (MessageState::Accepted, detail.accepted_at),
        (MessageState::Server, detail.server_at),
        (MessageState::Delivered, detail.delivered_at),
        (MessageState::Read, detail.read_at),
    ];
    let mut steps: Vec<_> = known.into_iter().filter_map(|(state, at)| Some((state, at?))).collect();
    if !steps.iter().any(|(known, _)| *known == state) {
        steps.push((state, message.changed_at));
    }
    steps.sort_by_key(|(state, at)| (*at, state.rank()));
    steps
}

fn canonical(input: &ComposeInput) -> String {
    serde_json::json!([input.instance, input.to, input.text]).to_string()
}

fn one(field: &str, before: Option<&str>, after: impl Into<String>) -> Change {
    Change { field: field.to_owned(), before: before.map(str::to_owned), after: Some(after.into()) }
}

#[async_trait]
impl Messages for MessagesService {
    async fn list(&self, caller: &Caller, query: &MessageListQuery) -> Result<Page<MessageRow>> {
        let reach = caller.reach(Operation::ListMessages)?;
        query.check()?;
        let days = (start_of_day(&self.context, query.from.as_deref(), 0), start_of_day(&self.context, query.until.as_deref(), 1));
        let read = self.context.db.read();
        if let Some(instance) = query.number
            && !instances::known(read, instance, &reach).await?
        {
            return Err(Error::not_found());
        }
        domain::narrowing::check_text("to", query.to.as_deref().unwrap_or_default())?;
        let (cursor, size) = (query.cursor.as_deref().and_then(Cursor::decode), usize::from(query.size.clamp(1, MOST_ROWS)));
        let found = rows::list(read, &reach, query, days, cursor.as_ref(), size).await?;
        let page = Page::from_read(found, size, cursor.as_ref(), |row| (row.queued_at.0.to_string(), row.id.0.to_string()));
        let (previous, next) = (page.previous, page.next);
        Ok(Page { rows: page.rows.into_iter().map(row).collect::<Result<_>>()?, previous, next })
    }

    async fn view(&self, caller: &Caller, message: MessageId) -> Result<MessageView> {
        let found = self.found(caller, Operation::ListMessages, message).await?;
        let detail = rows::detail(self.context.db.read(), message).await?.ok_or_else(Error::not_found)?;
        let state = MessageState::from_code(&found.state).ok_or_else(Error::internal)?;
        let owner = found.user_id;
        // Who works for an operator is not told to those whom they serve.
        let may_know = |id: UserId| {
            id == caller.user
                || (caller.role.is_staff() && detail.sender_path.as_deref().is_some_and(|path| path.starts_with(caller.tree.as_str())))
        };
        Ok(MessageView {
            steps: steps(&found, &detail, state),
            phone: detail.phone.as_deref().map(phones::grouped),
            expires_at: detail.expires_at,
            sent_by: detail.sent_by.filter(|id| may_know(*id)).zip(detail.sender_name.clone()),
            by_staff: detail.sent_by.is_some_and(|id| id != owner),
            retry_of: detail.retry_of,
            retried_as: detail.retried_as,
            row: row(found)?,
        })
    }

    async fn sent_today(&self, caller: &Caller) -> Result<i64> {
        caller.reach(Operation::ListMessages)?;
        figures::messages_on(&self.context, caller.user, self.context.today()).await
    }

    async fn home_country(&self, caller: &Caller) -> Result<Option<(String, u16)>> {
        caller.reach(Operation::SendMessages)?;
        Ok(self.context.settings.country.and_then(phones::home))
    }

    async fn compose(&self, caller: &Caller, form: &ComposeForm) -> Result<Vec<MessageId>> {
        let reach = caller.reach(Operation::SendMessages)?;
        let mut input = form.check()?;
        input.to = phones::recipients(&self.context, &input.to)?;
        let (scope, canonical) = (format!("compose|{}", caller.user), canonical(&input));
        let tx = self.context.db.begin().await?;
        instances::find(&*tx, input.instance, &reach).await?.ok_or_else(Error::not_found)?;
        if let Some(answer) = idempotency::find(&tx, &scope, &input.token, &canonical).await? {
            return serde_json::from_str(&answer).map_err(|_| Error::internal());
        }
        let instance =
            instances::lock(&*tx, input.instance).await?.filter(|instance| instance.deleted_at.is_none()).ok_or_else(Error::not_found)?;
        let count = input.to.len();
        let new = |(id, recipient): (MessageId, &String)| New {
            id,
            recipient: recipient.clone(),
            body: input.text.clone(),
            retry_of: None,
            sent_by: caller.user,
        };
        let ids = self.queue(&tx, &instance, self.ids(count).into_iter().zip(&input.to).map(new).collect()).await?;
        let changes = vec![one("messages", None, count.to_string())];
        self.log(&tx, caller, Operation::SendMessages, instance.id.to_string(), &instance, changes).await?;
        let answer = serde_json::to_string(&ids).map_err(|_| Error::internal())?;
        idempotency::keep(&tx, &self.context, &scope, &input.token, &canonical, &answer).await?;
        tx.commit().await?;
        Ok(ids)
    }

    async fn cancel(&self, caller: &Caller, message: MessageId) -> Result<()> {
        let found = self.found(caller, Operation::ControlMessage, message).await?;
        let tx = self.context.db.begin().await?;
        let instance = instances::lock(&*tx, found.instance_id).await?.ok_or_else(Error::not_found)?;
        if !rows::cancel(&*tx, message, self.context.now()).await? {
            return Err(Error::conflict(msg::whatsapp_message_cannot_cancel()));
        }
        lanes::ended(&*tx, instance.id, 1).await?;
        let changes = vec![one("state", Some("queued"), "cancelled")];
        self.log(&tx, caller, Operation::ControlMessage, message.to_string(), &instance, changes).await?;
        publish_states(&tx, &self.context, status::place(&instance), &[(message, MessageState::Cancelled)]).await?;
        tx.wake(Wake::Queue);
        Ok(tx.commit().await?)
    }

    async fn cancel_rest(&self, caller: &Caller, message: MessageId) -> Result<u64> {
        let found = self.found(caller, Operation::ControlMessage, message).await?;
        let tx = self.context.db.begin().await?;
        let instance = instances::lock(&*tx, found.instance_id).await?.ok_or_else(Error::not_found)?;
        let ended = rows::cancel_batch(&*tx, &found, self.context.now()).await?;
        if ended.is_empty() {
            return Err(Error::conflict(msg::whatsapp_message_cannot_cancel()));
        }
        lanes::ended(&*tx, instance.id, i64::try_from(ended.len()).unwrap_or(i64::MAX)).await?;
        let changes = vec![one("state", Some("queued"), "cancelled"), one("messages", None, ended.len().to_string())];
        self.log(&tx, caller, Operation::ControlMessage, message.to_string(), &instance, changes).await?;
        let states: Vec<_> = ended.iter().map(|ended| (ended.id, MessageState::Cancelled)).collect();
        publish_states(&tx, &self.context, status::place(&instance), &states).await?;
        tx.wake(Wake::Queue);
        tx.commit().await?;
        Ok(u64::try_from(ended.len()).unwrap_or(u64::MAX))
    }

    async fn retry(&self, caller: &Caller, message: MessageId) -> Result<MessageId> {
        let found = self.found(caller, Operation::ControlMessage, message).await?;
        let state = MessageState::from_code(&found.state).ok_or_else(Error::internal)?;
        // These states are final, so that it does not matter that they were read before the transaction.
        if !matches!(state, MessageState::Failed | MessageState::Dead | MessageState::Expired | MessageState::Cancelled) {
            return Err(Error::conflict(msg::whatsapp_message_cannot_retry()));
        }
        let tx = self.context.db.begin().await?;
        let instance = instances::lock(&*tx, found.instance_id).await?.ok_or_else(Error::not_found)?;
        // Pressed twice, it is queued once: the lane's lock puts the two in a row.
        if let Some(already) = rows::retry_of(&*tx, message).await? {
            return Ok(already);
        }
        if instance.deleted_at.is_some() {
            return Err(Error::conflict(msg::whatsapp_message_number_is_gone()));
        }
        let id: MessageId = self.context.new_id();
        self.queue(
            &tx,
            &instance,
            vec![New { id, recipient: found.recipient, body: found.body, retry_of: Some(message), sent_by: caller.user }],
        )
        .await?;
        let changes = vec![one("retried", None, id.to_string())];
        self.log(&tx, caller, Operation::ControlMessage, message.to_string(), &instance, changes).await?;
        tx.commit().await?;
        Ok(id)
    }
}
