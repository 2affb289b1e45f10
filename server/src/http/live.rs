//! `GET /events`: the one stream of a browser. It goes on from `Last-Event-ID`, says nothing that its caller may not see, and ends when
//! the session ends, with a last event that says so, or when the process stops, and then the browser comes back by itself.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use domain::{Error, ErrorKind, msg};
use futures::{Stream, StreamExt as _};

use super::{HttpState, session::Signed, streams::Place};

/// How often a stream makes sure that its session still lives, by ending and being opened again.
const STREAM_LIFE: Duration = Duration::from_secs(300);
/// The event before the end of a stream whose listener is signed out; nothing comes after it, and there is no use in coming back.
const SIGNED_OUT: &str = "signed-out";
/// Seconds after which somebody with too many streams may try again.
const RETRY: u32 = 30;

/// See the module's words.
pub async fn stream(State(state): State<HttpState>, request: Request) -> Response {
    let Some(caller) = request.extensions().get::<Signed>().and_then(|signed| signed.caller.clone()) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let Some(place) = state.streams.take(caller.user) else {
        let refusal = Error::new(ErrorKind::TooMany, msg::error_too_many_tries(RETRY));
        return ([(header::RETRY_AFTER, RETRY.to_string())], super::document::plain_error(&state, &request, &refusal)).into_response();
    };
    let last = request.headers().get("last-event-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let events = match state.hub.subscribe(&caller, last.as_deref()).await {
        Ok(events) => events,
        Err(error) => return super::document::plain_error(&state, &request, &error).into_response(),
    };
    let mut response =
        Sse::new(until(state, place, events.into_stream())).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response();
    response.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// The events as SSE, until the process stops or the stream has lived its time.
fn until(
    state: HttpState,
    place: Place,
    events: impl Stream<Item = Option<(String, domain::live::LiveEvent)>> + Send + 'static,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let stopping = state.stopping.clone();
    let end = async move {
        tokio::select! { () = stopping.cancelled() => {}, () = tokio::time::sleep(STREAM_LIFE) => {} }
    };
    let hello = futures::stream::once(async { Ok(Event::default().comment("open")) });
    let events = events.map(move |event| {
        // Held as long as the stream, whoever ends it.
        let _ = &place;
        Ok(match event {
            Some((id, event)) => Event::default().id(id).data(serde_json::to_string(&event).unwrap_or_default()),
            // Browsers tell no listener of an event without data.
            None => Event::default().event(SIGNED_OUT).data("{}"),
        })
    });
    hello.chain(events).take_until(end)
}
