//! How to call one server: its driver with its opened address. The only place where a server's key is opened.

use std::sync::Arc;

use db::whatsapp::servers::Address;
use domain::{
    Error, Msg, Result,
    ids::ServerId,
    msg,
    port::whatsapp::{Capabilities, Driver, GatewayError, ServerAddress},
    server::Provider,
};

use crate::Context;

/// A server that can be called.
#[derive(Clone)]
pub(super) struct Gateway {
    pub driver: Arc<dyn Driver>,
    pub address: ServerAddress,
    /// What it can do with the engine that it runs.
    pub capabilities: Capabilities,
}

impl Gateway {
    /// Opens a server's key and finds its driver.
    ///
    /// # Errors
    /// Unavailable, where nothing here speaks its protocol; internal, where its key does not open.
    pub fn of(context: &Context, server: &Address) -> Result<Self> {
        let driver = driver(context, &server.provider)?;
        let key = context.keys.open(&key_place(server.id), &server.api_key)?;
        let address = ServerAddress { base_url: server.url.clone(), api_key: String::from_utf8_lossy(&key).into_owned() };
        Ok(Self { capabilities: driver.capabilities(server.engine.as_deref()), driver, address })
    }
}

/// The driver of a provider's code.
pub(super) fn driver(context: &Context, provider: &str) -> Result<Arc<dyn Driver>> {
    let driver = Provider::from_code(provider).and_then(|provider| context.drivers.get(&provider));
    driver.cloned().ok_or_else(|| Error::unavailable(msg::whatsapp_server_no_driver(provider)))
}

/// What a server's API key is sealed for.
pub(crate) fn key_place(id: ServerId) -> String {
    format!("gateway_server.api_key|{id}")
}

/// What a server's webhook secret is sealed for.
pub(crate) fn secret_place(id: ServerId) -> String {
    format!("gateway_server.webhook_secret|{id}")
}

/// Why a server did not do what it was asked, as a sentence about the server.
pub(super) fn sentence(error: GatewayError) -> Msg {
    match error {
        GatewayError::NotSent { reason } => msg::whatsapp_server_unreachable(reason),
        GatewayError::Unknown { reason } => msg::whatsapp_server_no_clear_answer(reason),
        GatewayError::Unauthorized => msg::whatsapp_server_key_refused(),
        GatewayError::RateLimited { .. } => msg::whatsapp_server_slow_down(),
        GatewayError::Refused { reason } | GatewayError::NotImplemented { feature: reason } => msg::whatsapp_server_refused(reason),
        other => msg::whatsapp_server_refused(other.to_string()),
    }
}
