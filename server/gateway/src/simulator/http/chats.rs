//! WAHA's "Chats" as far as a sender needs them: the messages of one chat, sorted and filtered, and one message.

use std::{collections::HashMap, str::FromStr};

use axum::{
    Json,
    extract::{Path, Query, State},
    http::Uri,
};
use domain::port::whatsapp::SessionStatus;
use serde_json::Value;

use super::{Answer, ApiError, Shared, session_in};
use crate::simulator::{
    config::Engine,
    store::messages::{self, Wanted},
};

/// The document's default.
const LIMIT: i64 = 10;
/// WAHA knows no most; ours keeps one answer from reading a whole store.
const MOST: i64 = 1000;

/// The parameters of a list of messages. Nest refuses a value that is none; what it does not know it passes over.
struct Parameters<'q> {
    query: &'q HashMap<String, String>,
    wrong: Vec<String>,
}

impl Parameters<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str).filter(|text| !text.is_empty())
    }

    fn value<T: FromStr>(&mut self, name: &str, kind: &str) -> Option<T> {
        let read = self.text(name)?.parse().ok();
        if read.is_none() {
            self.wrong.push(format!("{name} must be a {kind}"));
        }
        read
    }

    /// Which of these words it is.
    fn choice<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(name)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.wrong.push(format!("{name} must be one of the following values: {}", known.join(", ")));
        }
        found
    }
}

fn wanted(query: &HashMap<String, String>) -> Answer<Wanted> {
    let acks = [("ERROR", -1), ("PENDING", 0), ("SERVER", 1), ("DEVICE", 2), ("READ", 3), ("PLAYED", 4)];
    let mut from = Parameters { query, wrong: Vec::new() };
    let wanted = Wanted {
        limit: from.value("limit", "number").unwrap_or(LIMIT).clamp(1, MOST),
        offset: from.value::<i64>("offset", "number").unwrap_or(0).max(0),
        oldest_first: from.choice("sortOrder", &[("desc", false), ("asc", true)]).unwrap_or(false),
        from_me: from.value("filter.fromMe", "boolean"),
        ack: from.choice("filter.ack", &acks),
        since: from.value("filter.timestamp.gte", "number"),
        until: from.value("filter.timestamp.lte", "number"),
    };
    from.choice("sortBy", &[("timestamp", ()), ("messageTimestamp", ())]);
    for name in ["downloadMedia", "merge"] {
        from.value::<bool>(name, "boolean");
    }
    if from.wrong.is_empty() { Ok(wanted) } else { Err(ApiError::BadRequest(from.wrong)) }
}

pub(super) async fn messages(
    State(app): Shared,
    Path((name, chat)): Path<(String, String)>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer<Json<Value>> {
    let wanted = wanted(&query)?;
    let session = session_in(&app, &name, SessionStatus::Working).await?;
    let list = messages::of_chat(&app.store.reader, &name, &chat, &wanted).await?;
    Ok(Json(list.iter().map(|message| message.wire(session.own_chat(), app.config.engine)).collect()))
}

/// By the full id, as WAHA shows it, or by the bare one. GOWS has no word for a message that is not there: it throws, so the caller cannot
/// tell it from an engine that failed.
pub(super) async fn message(State(app): Shared, Path((name, chat, id)): Path<(String, String, String)>, uri: Uri) -> Answer<Json<Value>> {
    let session = session_in(&app, &name, SessionStatus::Working).await?;
    let bare = id.rsplit('_').next().unwrap_or_default();
    let message = messages::find(&app.store.reader, &name, bare).await?.filter(|message| message.chat_id == chat);
    let engine = app.config.engine;
    match message {
        Some(message) => Ok(Json(message.wire(session.own_chat(), engine))),
        None if engine == Engine::Gows => Err(ApiError::Engine {
            engine,
            message: "2 UNKNOWN: message not found".to_owned(),
            method: "GET",
            path: uri.path().to_owned(),
            body: Value::Null,
        }),
        None => Err(ApiError::NotFound("Message not found".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use domain::port::whatsapp::Ack;

    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Answer<Wanted> {
        wanted(&pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn parameters_have_the_defaults_of_the_document_and_nonsense_is_refused() {
        let plain = Wanted { limit: 10, offset: 0, oldest_first: false, from_me: None, ack: None, since: None, until: None };
        assert_eq!(read(&[]).expect("all may be left out"), plain);
        let all = [
            ("limit", "3"),
            ("offset", "2"),
            ("sortBy", "messageTimestamp"),
            ("sortOrder", "asc"),
            ("filter.fromMe", "true"),
            ("filter.ack", "READ"),
            ("filter.timestamp.gte", "5"),
            ("filter.timestamp.lte", "9"),
            ("downloadMedia", "false"),
            ("merge", "false"),
        ];
        let read_all = read(&all).expect("they are all good");
        let expected =
            Wanted { limit: 3, offset: 2, oldest_first: true, from_me: Some(true), ack: Some(3), since: Some(5), until: Some(9) };
        assert_eq!(read_all, expected);
        for (name, value) in all.map(|(name, _)| (name, "x")) {
            assert!(
                matches!(read(&[(name, value)]), Err(ApiError::BadRequest(why)) if why.len() == 1 && why[0].starts_with(name)),
                "{name}"
            );
        }
    }

    #[test]
    fn the_filter_of_acks_knows_their_numbers() {
        for number in -1..=4 {
            let name = serde_json::to_value(Ack::from_number(number).expect("an ack")).expect("it has a name");
            let name = name.as_str().expect("a text").to_owned();
            assert_eq!(read(&[("filter.ack", &name)]).expect("known").ack, Some(number), "{name}");
        }
    }
}
