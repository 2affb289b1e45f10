//! One HTTP call to a WAHA server: a key, a time limit, a bounded body, and transport errors told apart by whether anything can have
//! happened. No redirects and no proxy from the environment: a gateway answers where the operator said it does.

use std::time::Duration;

use chrono::DateTime;
use domain::port::whatsapp::{GatewayError, ServerAddress};
use reqwest::{
    Client, Method, Url,
    header::{DATE, HeaderMap, HeaderName, RETRY_AFTER},
    redirect::Policy,
};
use serde_json::Value;

use super::errors;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const CALL_TIMEOUT: Duration = Duration::from_secs(15);
/// A list of 500 sessions with their configuration is about one megabyte.
const MAX_BODY: usize = 16 << 20;

#[derive(Clone)]
pub(super) struct Http {
    client: Client,
    pub(super) send_timeout: Duration,
}

/// A request, built step by step.
pub(super) struct Call<'a> {
    server: &'a ServerAddress,
    method: Method,
    segments: Vec<&'a str>,
    query: Vec<(&'a str, &'a str)>,
    body: Option<Value>,
    timeout: Duration,
}

/// An answer with its status, not yet judged.
pub(super) struct Reply {
    pub status: u16,
    pub retry_after: Option<Duration>,
    pub body: Value,
}

impl<'a> Call<'a> {
    fn new(method: Method, server: &'a ServerAddress, segments: &[&'a str]) -> Self {
        Self { server, method, segments: segments.to_vec(), query: Vec::new(), body: None, timeout: CALL_TIMEOUT }
    }

    pub fn get(server: &'a ServerAddress, segments: &[&'a str]) -> Self {
        Self::new(Method::GET, server, segments)
    }

    pub fn post(server: &'a ServerAddress, segments: &[&'a str]) -> Self {
        Self::new(Method::POST, server, segments)
    }

    pub fn put(server: &'a ServerAddress, segments: &[&'a str]) -> Self {
        Self::new(Method::PUT, server, segments)
    }

    pub fn delete(server: &'a ServerAddress, segments: &[&'a str]) -> Self {
        Self::new(Method::DELETE, server, segments)
    }

    pub fn query(mut self, name: &'a str, value: &'a str) -> Self {
        self.query.push((name, value));
        self
    }

    pub fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// Segments are encoded one by one, so a session's name can never reach another path.
    fn url(&self) -> Result<Url, GatewayError> {
        let refused = |reason: String| GatewayError::Refused { reason };
        let mut url =
            Url::parse(&self.server.base_url).map_err(|error| refused(format!("`{}` is not a URL: {error}", self.server.base_url)))?;
        url.path_segments_mut()
            .map_err(|()| refused(format!("`{}` is not an HTTP address", self.server.base_url)))?
            .pop_if_empty()
            .extend(&self.segments);
        Ok(url)
    }
}

impl Http {
    pub fn new() -> Result<Self, GatewayError> {
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .map_err(|error| GatewayError::NotSent { reason: reason(error) })?;
        Ok(Self { client, send_timeout: super::SEND_TIMEOUT })
    }

    /// The body of a 2xx; anything else as the error it means.
    pub async fn json(&self, call: Call<'_>) -> Result<Value, GatewayError> {
        checked(self.reply(call).await?)
    }

    /// Whatever the server answered.
    pub async fn reply(&self, call: Call<'_>) -> Result<Reply, GatewayError> {
        let mut request = self
            .client
            .request(call.method.clone(), call.url()?)
            .header("X-Api-Key", &call.server.api_key)
            .header("Accept", "application/json")
            .timeout(call.timeout);
        if !call.query.is_empty() {
            request = request.query(&call.query);
        }
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        let response = request.send().await.map_err(from_transport)?;
        let status = response.status().as_u16();
        let retry_after = retry_after(response.headers());
        let body = read(response).await?;
        // WAHA answers some calls with an empty body, and proxies answer in HTML: neither is JSON, both have a status.
        let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
        Ok(Reply { status, retry_after, body })
    }
}

/// How long a server asks to be left alone. WAHA says it in seconds, a proxy before it may say it as a date (RFC 9110, 10.2.3), which
/// means the server's own clock.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let asked = text(RETRY_AFTER)?.trim();
    if let Ok(seconds) = asked.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTime::parse_from_rfc2822(asked).ok()?;
    let now = DateTime::parse_from_rfc2822(text(DATE)?).ok()?;
    until.signed_duration_since(now).to_std().ok()
}

/// The body of a 2xx; anything else as the error it means.
pub(super) fn checked(reply: Reply) -> Result<Value, GatewayError> {
    if (200..300).contains(&reply.status) { Ok(reply.body) } else { Err(errors::from_reply(&reply)) }
}

async fn read(mut response: reqwest::Response) -> Result<Vec<u8>, GatewayError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(from_transport)? {
        if body.len() + chunk.len() > MAX_BODY {
            return Err(GatewayError::Unknown { reason: format!("the answer is larger than {MAX_BODY} bytes") });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn from_transport(error: reqwest::Error) -> GatewayError {
    let (connect, builder) = (error.is_connect(), error.is_builder());
    let reason = reason(error);
    match (connect, builder) {
        (true, _) => GatewayError::NotSent { reason },
        (_, true) => GatewayError::Refused { reason },
        _ => GatewayError::Unknown { reason },
    }
}

/// The whole chain, because the outermost sentence only says "error sending request". The URL may name a customer: it stays out.
fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        text = format!("{text}: {inner}");
        source = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn a_wait_is_read_in_seconds_and_as_a_date() {
        let read = |asked: &'static str, date: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(asked));
            if let Some(date) = date {
                headers.insert(DATE, HeaderValue::from_static(date));
            }
            retry_after(&headers)
        };
        let date = Some("Sun, 29 Nov 2026 09:00:00 GMT");
        assert_eq!(read("7", None), Some(Duration::from_secs(7)));
        assert_eq!(read("Sun, 29 Nov 2026 09:02:00 GMT", date), Some(Duration::from_secs(120)));
        assert_eq!(read("Sun, 29 Nov 2026 08:59:00 GMT", date), None, "that time is over");
        assert_eq!(read("Sun, 29 Nov 2026 09:02:00 GMT", None), None, "nothing says what time it is there");
        assert_eq!(read("soon", date), None);
    }
}
