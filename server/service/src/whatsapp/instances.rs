//! Numbers: add (which connects at once), connect, log out, remove. Nothing here calls a gateway: what is wanted of a number is written down in the same
//! transaction as its new state, and the worker brings it about at once, or later if the gateway is away (`tend`).

use async_trait::async_trait;
use db::{
    Tx, Wake,
    whatsapp::{
        due,
        instances::{self as rows, Instance, New},
        lanes, messages,
    },
};
use domain::{
    Error, Result,
    access::{Caller, Operation, Reach},
    audit::Change,
    ids::{InstanceId, UserId},
    instance::{Hold, InstanceListQuery, InstanceRow, InstanceState, InstanceView},
    message::MessageState,
    msg,
    page::{Cursor, Page},
    port::Instances,
    server::Provider,
    time::Timestamp,
    user::{self, UserStatus},
};

use super::{pairing, placement, publish_instance, publish_states, status, stored};
use crate::{
    Context,
    audit::{self, Entry},
    phones,
    throttle::{self, Limits, Try},
};

/// How often a customer adds and removes numbers: each makes or ends a session at a gateway. Enough to fill the largest plan at once.
const CHURN: Limits = Limits {
    word: "numbers ",
    window: 3_600,
    pair: i64::MAX,
    thing: 60,
    slow: false,
    place: 60,
    pause: 0,
    refusal: |seconds| msg::whatsapp_instance_too_often(seconds.div_ceil(60)),
};

/// Most rows that one page holds, whatever the call asks for.
const MOST_ROWS: u16 = 200;

/// See the module's words.
#[derive(Debug, Clone)]
pub struct InstancesService {
    context: Context,
}

impl InstancesService {
    /// Over this context.
    #[must_use]
    pub const fn new(context: Context) -> Self {
        Self { context }
    }

    async fn log(&self, tx: &Tx, caller: &Caller, operation: Operation, instance: &Instance, change: Change) -> Result<()> {
        let entry = Entry {
            operation,
            subject: instance.id.to_string(),
            subject_user: Some(instance.user_id),
            subject_name: &instance.name,
            path: &instance.path,
            changes: vec![change],
        };
        audit::append(tx, &self.context, caller, entry).await.map(drop)
    }

    /// The live instance, locked, where this operation reaches it.
    async fn locked(&self, tx: &Tx, caller: &Caller, operation: Operation, id: InstanceId) -> Result<Instance> {
        let reach = caller.reach(operation)?;
        rows::find(&**tx, id, &reach).await?.ok_or_else(Error::not_found)?;
        rows::lock(&**tx, id).await?.filter(|instance| instance.deleted_at.is_none()).ok_or_else(Error::not_found)
    }
}

fn state(instance: &Instance) -> Result<InstanceState> {
    InstanceState::from_code(&instance.state).ok_or_else(Error::internal)
}

fn row(instance: Instance, caller: &Caller) -> Result<InstanceRow> {
    Ok(InstanceRow {
        seen_at: instance.changed_at.max(Timestamp::from_millis(instance.status_at_ms)),
        id: instance.id,
        state: state(&instance)?,
        user: (instance.user_id, instance.user_name),
        name: instance.name,
        phone_shown: instance.phone.as_deref().map(phones::grouped),
        phone: instance.phone,
        push_name: instance.push_name,
        provider: instance.provider.as_deref().and_then(Provider::from_code).unwrap_or(Provider::Waha),
        server: instance.server_name.filter(|_| caller.role.is_staff()),
        queued: instance.lane_waiting,
        changed_at: instance.changed_at,
    })
}

/// Why nothing is sent although the number may be connected.
fn hold(instance: &Instance) -> Option<Hold> {
    if instance.user_status != UserStatus::Active.code() {
        return Some(Hold::OwnerInactive);
    }
    let now = phones::grouped(instance.other_account.as_deref()?);
    Some(Hold::OtherAccount { before: instance.account.as_deref().map(phones::grouped).unwrap_or_default(), now })
}

fn change(field: &str, before: &str, after: &str) -> Change {
    Change { field: field.to_owned(), before: Some(before.to_owned()).filter(|text| !text.is_empty()), after: Some(after.to_owned()) }
}

#[async_trait]
impl Instances for InstancesService {
    async fn list(&self, caller: &Caller, query: &InstanceListQuery) -> Result<Page<InstanceRow>> {
        let reach = caller.reach(Operation::ListInstances)?;
        domain::narrowing::refuse(&query.problems)?;
        domain::narrowing::check_text("q", &query.q)?;
        let (cursor, size) = (query.cursor.as_deref().and_then(Cursor::decode), usize::from(query.size.clamp(1, MOST_ROWS)));
        // Servers are not for customers, not even by guessing an id.
        let server = query.server.filter(|_| caller.role.is_staff());
        let query = InstanceListQuery { server, ..query.clone() };
        let found = rows::list(self.context.db.read(), &reach, &query, cursor.as_ref(), size).await?;
        let page = Page::from_read(found, size, cursor.as_ref(), |row| (row.created_at.0.to_string(), row.id.0.to_string()));
        let (previous, next) = (page.previous, page.next);
        Ok(Page { rows: page.rows.into_iter().map(|found| row(found, caller)).collect::<Result<_>>()?, previous, next })
    }

    async fn view(&self, caller: &Caller, instance: InstanceId) -> Result<InstanceView> {
        let reach = caller.reach(Operation::ViewInstance)?;
        let found = rows::find(self.context.db.read(), instance, &reach).await?.ok_or_else(Error::not_found)?;
        let qr = pairing::view(&self.context, &found)?;
        let can_control = caller.scope_of(Operation::ControlInstance) >= caller.scope_of(Operation::ViewInstance);
        let hold = hold(&found);
        // What was never connected has no phone there yet.
        let simulator = found.simulator_url.as_ref().filter(|_| found.state != InstanceState::New.code());
        let simulator_phone = simulator.map(|url| format!("{url}/phone/{}", found.session_name));
        Ok(InstanceView { row: row(found, caller)?, qr, now: self.context.now(), can_control, hold, simulator_phone })
    }

    async fn create(&self, caller: &Caller, user: Option<UserId>, name: &str) -> Result<InstanceId> {
        let reach = caller.reach(Operation::CreateInstance)?;
        self.counted(caller, self.add(caller, &reach, user, name)).await
    }

    async fn connect(&self, caller: &Caller, instance: InstanceId) -> Result<()> {
        let tx = self.context.db.begin().await?;
        let found = self.locked(&tx, caller, Operation::ControlInstance, instance).await?;
        match state(&found)? {
            // It is there, or a code is on its way: starting again would make the code on the page worthless.
            InstanceState::Connected | InstanceState::Scanning => return Ok(()),
            InstanceState::New | InstanceState::Failed | InstanceState::Stopped => {
                status::move_to(&tx, &self.context, &found, InstanceState::Starting).await?;
            }
            InstanceState::Starting | InstanceState::Passkey => {}
        }
        due::want(&*tx, instance, "connected", Some(self.context.now())).await?;
        self.log(&tx, caller, Operation::ControlInstance, &found, change("wanted", &found.wanted, "connected")).await?;
        tx.wake(Wake::Queue);
        Ok(tx.commit().await?)
    }

    async fn pair_by_phone(&self, caller: &Caller, instance: InstanceId, phone: &str) -> Result<String> {
        let reach = caller.reach(Operation::ControlInstance)?;
        let found = rows::find(self.context.db.read(), instance, &reach).await?.ok_or_else(Error::not_found)?;
        let number = phones::of_form(&self.context, Some(phone), None).map_err(|reason| Error::field("phone", reason))?;
        let number = number.ok_or_else(|| Error::field("phone", msg::field_required()))?;
        let code = pairing::by_phone(&self.context, &found, &number).await?;
        let tx = self.context.db.begin().await?;
        self.log(&tx, caller, Operation::ControlInstance, &found, change("paired_by", "", &number)).await?;
        tx.commit().await?;
        Ok(code)
    }

    async fn log_out(&self, caller: &Caller, instance: InstanceId) -> Result<()> {
        let tx = self.context.db.begin().await?;
        let found = self.locked(&tx, caller, Operation::ControlInstance, instance).await?;
        if matches!(state(&found)?, InstanceState::New) {
            return Ok(());
        }
        self.stop(&tx, &found).await?;
        self.log(&tx, caller, Operation::ControlInstance, &found, change("wanted", &found.wanted, "stopped")).await?;
        Ok(tx.commit().await?)
    }

    async fn confirm_account(&self, caller: &Caller, instance: InstanceId) -> Result<()> {
        let tx = self.context.db.begin().await?;
        let (found, other) = self.asking(&tx, caller, instance).await?;
        rows::set_owner_account(&*tx, instance, Some(&other), None).await?;
        let before = found.account.as_deref().unwrap_or_default();
        self.log(&tx, caller, Operation::ControlInstance, &found, change("account", before, &other)).await?;
        publish_instance(&tx, &self.context, status::place(&found)).await?;
        tx.wake(Wake::Queue);
        Ok(tx.commit().await?)
    }

    async fn refuse_account(&self, caller: &Caller, instance: InstanceId) -> Result<()> {
        let tx = self.context.db.begin().await?;
        let (found, other) = self.asking(&tx, caller, instance).await?;
        rows::set_owner_account(&*tx, instance, found.account.as_deref(), None).await?;
        self.stop(&tx, &found).await?;
        self.log(&tx, caller, Operation::ControlInstance, &found, change("account_refused", "", &other)).await?;
        publish_instance(&tx, &self.context, status::place(&found)).await?;
        Ok(tx.commit().await?)
    }

    async fn delete(&self, caller: &Caller, instance: InstanceId) -> Result<()> {
        caller.reach(Operation::DeleteInstance)?;
        self.counted(caller, self.remove(caller, instance)).await
    }
}

impl InstancesService {
    /// The live instance, locked, with the account that asks to take its place.
    async fn asking(&self, tx: &Tx, caller: &Caller, id: InstanceId) -> Result<(Instance, String)> {
        let found = self.locked(tx, caller, Operation::ControlInstance, id).await?;
        let other = found.other_account.clone();
        Ok((found, other.ok_or_else(|| Error::conflict(msg::whatsapp_instance_no_other_account()))?))
    }

    /// Logs a number out, at the gateway as soon as that can be.
    async fn stop(&self, tx: &Tx, found: &Instance) -> Result<()> {
        status::move_to(tx, &self.context, found, InstanceState::Stopped).await?;
        rows::set_account(&**tx, found.id, None, None).await?;
        due::want(&**tx, found.id, "stopped", Some(self.context.now())).await?;
        tx.wake(Wake::Queue);
        Ok(())
    }

    /// Adds or removes a number as often as a customer may; staff answer for what they do. What is refused counts for nothing.
    async fn counted<T>(&self, caller: &Caller, act: impl Future<Output = Result<T>> + Send) -> Result<T> {
        if caller.role.is_staff() {
            return act.await;
        }
        let owner = caller.user.to_string();
        let tried = throttle::reserve(&self.context, CHURN, Try { thing: &owner, place: &owner, user_agent: None }).await?;
        let done = act.await;
        throttle::settle(&self.context, tried, done.is_ok()).await?;
        done
    }

    async fn add(&self, caller: &Caller, reach: &Reach, user: Option<UserId>, name: &str) -> Result<InstanceId> {
        let tx = self.context.db.begin().await?;
        let owner = rows::lock_owner(&*tx, user.unwrap_or(caller.user), reach).await?.ok_or_else(Error::not_found)?;
        if let Some(message) = user::check_name(name) {
            return Err(Error::field("name", message));
        }
        placement::check_limit(&tx, &owner).await?;
        let server = placement::choose(&tx).await?;
        let id: InstanceId = self.context.new_id();
        let new = New {
            id,
            user: owner.id,
            server,
            name: &db::users::tidy(name),
            pace_ms: self.context.settings.pace_ms,
            now: self.context.now(),
        };
        rows::insert(&*tx, &new).await?;
        let instance = rows::lock(&*tx, id).await?.ok_or_else(Error::internal)?;
        self.log(&tx, caller, Operation::CreateInstance, &instance, change("name", "", &instance.name)).await?;
        publish_instance(&tx, &self.context, status::place(&instance)).await?;
        // Nobody adds a number to look at it: the code to scan is on its way at once.
        status::move_to(&tx, &self.context, &instance, InstanceState::Starting).await?;
        due::want(&*tx, id, "connected", Some(self.context.now())).await?;
        tx.wake(Wake::Queue);
        tx.commit().await?;
        Ok(id)
    }

    async fn remove(&self, caller: &Caller, instance: InstanceId) -> Result<()> {
        let tx = self.context.db.begin().await?;
        let found = self.locked(&tx, caller, Operation::DeleteInstance, instance).await?;
        status::move_to(&tx, &self.context, &found, InstanceState::Stopped).await?;
        let now = self.context.now();
        if !rows::mark_deleted(&*tx, instance, now).await? {
            return Err(Error::not_found());
        }
        due::want(&*tx, instance, "deleted", Some(now)).await?;
        self.end_waiting(&tx, &found).await?;
        self.log(&tx, caller, Operation::DeleteInstance, &found, change("deleted", "", "true")).await?;
        publish_instance(&tx, &self.context, status::place(&found)).await?;
        tx.wake(Wake::Queue);
        Ok(tx.commit().await?)
    }

    /// What has not gone is called off. What is on its way right now ends by the worker that holds it, or by the sweep.
    async fn end_waiting(&self, tx: &Tx, instance: &Instance) -> Result<()> {
        let now = self.context.now();
        let cancelled = messages::end_all(&**tx, instance.id, &["queued", "claimed"], "cancelled", None, now).await?;
        let removed = stored(&msg::whatsapp_message_number_removed());
        let dead = messages::end_all(&**tx, instance.id, &["unknown"], "dead", Some(&removed), now).await?;
        lanes::ended(&**tx, instance.id, i64::try_from(cancelled.len() + dead.len()).unwrap_or(i64::MAX)).await?;
        let states = |ended: Vec<messages::Ended>, state: MessageState| ended.into_iter().map(move |ended| (ended.id, state));
        let states: Vec<_> = states(cancelled, MessageState::Cancelled).chain(states(dead, MessageState::Dead)).collect();
        publish_states(tx, &self.context, status::place(instance), &states).await
    }
}
