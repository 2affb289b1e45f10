//! The registry of gateway servers. Servers belong to the root of the tree: who does not reach it sees none. The API key and the secret
//! that signs webhooks are sealed; of the key, its last four characters are shown.

use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use db::{
    DbError, Tx,
    whatsapp::servers::{self as rows, Server, Written},
};
use domain::{
    Error, Msg, Result,
    access::{Caller, Module, Operation, Reach},
    audit::Change,
    ids::ServerId,
    live::LiveEvent,
    msg,
    port::Servers,
    server::{Provider, ServerForm, ServerInput, ServerRow, ServerStatus},
    text::Arg,
};

use super::{checks, gateway};
use crate::{
    Context,
    audit::{self, Entry},
    live,
};

/// See the module's words.
#[derive(Debug, Clone)]
pub struct ServersService {
    context: Context,
}

impl ServersService {
    /// Over this context.
    #[must_use]
    pub const fn new(context: Context) -> Self {
        Self { context }
    }

    fn sealed(&self, id: ServerId, key: Option<&str>) -> Option<(Vec<u8>, String)> {
        key.map(|key| (self.context.keys.seal(&gateway::key_place(id), key.as_bytes()), hint(key)))
    }

    async fn log(&self, tx: &Tx, caller: &Caller, operation: Operation, id: ServerId, name: &str, changes: Vec<Change>) -> Result<()> {
        let entry = Entry { operation, subject: id.to_string(), subject_user: None, subject_name: name, path: &caller.tree, changes };
        audit::append(tx, &self.context, caller, entry).await?;
        publish(tx, &self.context, id).await
    }
}

/// Tells pages that a server changed.
pub(super) async fn publish(tx: &Tx, context: &Context, id: ServerId) -> Result<()> {
    live::publish(tx, context, Module::Servers, "1/", None, &LiveEvent::Server { id }).await
}

/// Whether this reach covers the root of the tree: a path of one step.
pub(crate) fn reaches_root(reach: &Reach) -> bool {
    matches!(reach, Reach::Tree(tree) if tree.matches('/').count() == 1)
}

fn hint(key: &str) -> String {
    let tail: Vec<char> = key.chars().rev().take(4).collect();
    // Four characters of a very short key would be most of it.
    if key.chars().count() < 8 { "····".to_owned() } else { tail.into_iter().rev().collect() }
}

fn on_name(name: &str) -> impl Fn(DbError) -> Error {
    move |error| if error.is_unique_on("name_key") { Error::field("name", msg::whatsapp_server_name_taken(name)) } else { error.into() }
}

fn written(input: &ServerInput, key: Option<(Vec<u8>, String)>) -> Written<'_> {
    Written { name: &input.name, provider: input.provider.code(), url: &input.url, key, max_devices: input.max_devices }
}

fn changes(before: Option<&Server>, after: &ServerInput, key: Option<&str>) -> Vec<Change> {
    let mut out = Vec::new();
    let mut say = |field: &str, old: Option<String>, new: String| {
        if old.as_ref() != Some(&new) {
            out.push(Change { field: field.to_owned(), before: old, after: Some(new) });
        }
    };
    say("name", before.map(|row| row.name.clone()), after.name.clone());
    say("provider", before.map(|row| row.provider.clone()), after.provider.code().to_owned());
    say("url", before.map(|row| row.url.clone()), after.url.clone());
    say("max_devices", before.map(|row| row.max_devices.to_string()), after.max_devices.to_string());
    if let Some(key) = key {
        out.push(Change {
            field: "api_key".to_owned(),
            before: before.map(|row| format!("…{}", row.api_key_hint)),
            after: Some(format!("…{}", hint(key))),
        });
    }
    out
}

/// The gateway's own words in a sentence about it.
fn raw(message: &Msg) -> String {
    let reason = message.args.iter().find_map(|(_, value)| if let Arg::Text(text) = value { Some(text.clone()) } else { None });
    reason.unwrap_or_else(|| message.key.clone().into_owned())
}

fn row(server: Server) -> Option<ServerRow> {
    let why: Option<Msg> = super::read(server.problem.as_deref());
    Some(ServerRow {
        id: server.id,
        name: server.name,
        provider: Provider::from_code(&server.provider)?,
        url: server.url,
        api_key_hint: server.api_key_hint,
        max_devices: server.max_devices,
        current_devices: server.devices,
        status: ServerStatus::from_code(&server.status)?,
        version: server.version,
        latency_ms: server.latency_ms,
        problem: why.as_ref().map(raw),
        why,
        load: server.cpu.zip(server.memory).zip(server.disk).map(|((cpu, memory), disk)| (cpu, memory, disk)),
        checked_at: server.checked_at,
        simulator: server.simulator,
    })
}

#[async_trait]
impl Servers for ServersService {
    async fn list(&self, caller: &Caller) -> Result<Vec<ServerRow>> {
        if !reaches_root(&caller.reach(Operation::ListServers)?) {
            return Ok(Vec::new());
        }
        Ok(rows::list(self.context.db.read()).await?.into_iter().filter_map(row).collect())
    }

    async fn create(&self, caller: &Caller, form: &ServerForm) -> Result<ServerId> {
        if !reaches_root(&caller.reach(Operation::CreateServer)?) {
            return Err(Error::forbidden());
        }
        let input = form.check()?;
        let key = input.api_key.clone().ok_or_else(|| Error::field("api_key", msg::field_required()))?;
        let id: ServerId = self.context.new_id();
        let secret = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
        let secret = self.context.keys.seal(&gateway::secret_place(id), secret.as_bytes());
        let tx = self.context.db.begin().await?;
        rows::insert(&*tx, id, &written(&input, self.sealed(id, Some(&key))), secret, self.context.now())
            .await
            .map_err(on_name(&input.name))?;
        self.log(&tx, caller, Operation::CreateServer, id, &input.name, changes(None, &input, Some(&key))).await?;
        tx.commit().await?;
        checks::check_server(&self.context, id).await?;
        Ok(id)
    }

    async fn edit(&self, caller: &Caller, server: ServerId, form: &ServerForm) -> Result<()> {
        if !reaches_root(&caller.reach(Operation::EditServer)?) {
            return Err(Error::not_found());
        }
        let input = form.check()?;
        let tx = self.context.db.begin().await?;
        let before = rows::lock(&*tx, server).await?.ok_or_else(Error::not_found)?;
        if i64::from(input.max_devices) < before.devices {
            return Err(Error::field("max_devices", msg::whatsapp_server_too_few_devices(input.max_devices, before.devices)));
        }
        let key = input.api_key.as_deref();
        // The key that one machine was trusted with is not shown to another.
        if key.is_none() && domain::server::origin(&before.url) != domain::server::origin(&input.url) {
            return Err(Error::field("api_key", msg::whatsapp_server_key_again()));
        }
        let found = rows::update(&*tx, server, &written(&input, self.sealed(server, key))).await.map_err(on_name(&input.name))?;
        if !found {
            return Err(Error::not_found());
        }
        self.log(&tx, caller, Operation::EditServer, server, &input.name, changes(Some(&before), &input, key)).await?;
        tx.commit().await?;
        checks::check_server(&self.context, server).await
    }

    async fn set_status(&self, caller: &Caller, server: ServerId, status: ServerStatus) -> Result<()> {
        if !reaches_root(&caller.reach(Operation::EditServer)?) {
            return Err(Error::not_found());
        }
        if status == ServerStatus::Offline {
            return Err(Error::field("status", msg::whatsapp_server_status_choice()));
        }
        let tx = self.context.db.begin().await?;
        let before = rows::lock(&*tx, server).await?.ok_or_else(Error::not_found)?;
        let out = before.status == ServerStatus::Maintenance.code();
        // Back from maintenance it is offline until it has answered, a moment later.
        let to = if status == ServerStatus::Maintenance { status } else { ServerStatus::Offline };
        if out != (status == ServerStatus::Maintenance) {
            if !rows::set_status(&*tx, server, &before.status, to.code()).await? {
                return Err(Error::conflict(msg::error_changed_meanwhile()));
            }
            let change = Change { field: "status".to_owned(), before: Some(before.status), after: Some(status.code().to_owned()) };
            self.log(&tx, caller, Operation::EditServer, server, &before.name, vec![change]).await?;
        }
        tx.commit().await?;
        checks::check_server(&self.context, server).await
    }

    async fn check(&self, caller: &Caller, server: ServerId) -> Result<()> {
        if !reaches_root(&caller.reach(Operation::EditServer)?) {
            return Err(Error::not_found());
        }
        rows::find(self.context.db.read(), server).await?.ok_or_else(Error::not_found)?;
        checks::check_server(&self.context, server).await
    }

    async fn delete(&self, caller: &Caller, server: ServerId) -> Result<()> {
        if !reaches_root(&caller.reach(Operation::DeleteServer)?) {
            return Err(Error::not_found());
        }
        let tx = self.context.db.begin().await?;
        let before = rows::lock(&*tx, server).await?.ok_or_else(Error::not_found)?;
        if !rows::delete(&*tx, server).await? {
            return Err(Error::conflict(msg::whatsapp_server_holds_numbers(before.name, before.devices)));
        }
        self.log(&tx, caller, Operation::DeleteServer, server, &before.name, Vec::new()).await?;
        Ok(tx.commit().await?)
    }
}
