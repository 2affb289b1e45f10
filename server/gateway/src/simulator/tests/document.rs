//! Every call that the simulator offers, held against what WAHA's own document says of it: codes, fields that must be there and their
//! kinds, words of a closed set, parameters and fields that a request must have. `document.json` is what the document says, in short: a `?`
//! marks a field that may be missing, a `!` a parameter that must be there. Where WAHA itself answers otherwise, [`KNOWN`] says so.

use std::collections::BTreeSet;

use domain::port::whatsapp::SessionStatus;
use reqwest::Method;
use serde_json::{Map, Value, json};

use super::rig::{CHAT, KEY, Rig};

const NOBODY: &str = "engines write null where there is nobody, as behind the chat of GOWS and NOWEB";
const NO_FILE: &str = "engines leave it out without a file, and say `media.url` with one";
const UNLINKED: &str = "WAHA writes null until an account is linked, and for a stopped session";
const EMPTY: &str = "Nest writes nothing where there is nothing to show";
const DEFAULTED: &str = "the document itself gives it a default";

/// Where WAHA does not do what its document says, and the simulator does as WAHA.
const KNOWN: [(&str, &str); 21] = [
    ("GET /api/sessions: [].me is null", UNLINKED),
    ("GET /api/sessions/{session}: me is null", UNLINKED),
    ("GET /api/sessions/{session}: presence is null", UNLINKED),
    ("GET /api/sessions/{session}/me: answer is empty", EMPTY),
    ("POST /api/sessions/{session}/stop: answer is empty", EMPTY),
    ("GET /api/{session}/auth/qr: format may be left out", DEFAULTED),
    ("GET /api/{session}/chats/{chatId}/messages: limit may be left out", DEFAULTED),
    ("POST /api/sendText: to is null", NOBODY),
    ("POST /api/sendText: participant is null", NOBODY),
    ("POST /api/sendText: mediaUrl is missing", NO_FILE),
    ("GET /api/{session}/chats/{chatId}/messages: [].to is null", NOBODY),
    ("GET /api/{session}/chats/{chatId}/messages: [].participant is null", NOBODY),
    ("GET /api/{session}/chats/{chatId}/messages: [].mediaUrl is missing", NO_FILE),
    ("GET /api/{session}/chats/{chatId}/messages/{messageId}: to is null", NOBODY),
    ("GET /api/{session}/chats/{chatId}/messages/{messageId}: participant is null", NOBODY),
    ("GET /api/{session}/chats/{chatId}/messages/{messageId}: mediaUrl is missing", NO_FILE),
    ("message.any: to is null", NOBODY),
    ("message.any: participant is null", NOBODY),
    ("message.any: mediaUrl is missing", NO_FILE),
    ("message.ack: to is null", NOBODY),
    ("message.ack: participant is null", NOBODY),
];

/// What the document says, what was asked, and where the answers differ.
struct Check {
    rig: Rig,
    document: Value,
    asked: BTreeSet<String>,
    differences: BTreeSet<String>,
}

impl Check {
    fn differ(&mut self, operation: &str, what: &str) {
        self.differences.insert(format!("{operation}: {what}"));
    }

    async fn send(&self, operation: &str, path: &str, body: Option<&Value>) -> (u16, String) {
        let method = operation.split(' ').next().expect("a method").parse::<Method>().expect("a known one");
        let mut request = self.rig.http.request(method, format!("{}{path}", self.rig.server.base_url)).header("X-Api-Key", KEY);
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.expect("an answer");
        (response.status().as_u16(), String::from_utf8_lossy(&response.bytes().await.expect("a body")).into_owned())
    }

    /// Asks as one should, then without each thing that must be there, then with each parameter there is.
    async fn ask(&mut self, operation: &str, path: &str, body: Option<Value>) {
        let says = self.document["operations"][operation].clone();
        assert!(says.is_object(), "{operation} is not in document.json");
        for field in says["body"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let mut without = body.clone().expect("a body, because it has required fields");
            without.as_object_mut().expect("an object").remove(field);
            if self.send(operation, path, Some(&without)).await.0 != 400 {
                self.differ(operation, &format!("{field} may be left out"));
            }
        }
        let code = says["code"].as_u64().expect("a code");
        for (name, kind) in says["query"].as_object().into_iter().flatten() {
            self.parameter(operation, path, (name.as_str(), kind.as_str().expect("a kind")), code).await;
        }
        self.answer(operation, path, body, &says).await;
    }

    async fn answer(&mut self, operation: &str, path: &str, body: Option<Value>, says: &Value) {
        self.asked.insert(operation.to_owned());
        let (status, text) = self.send(operation, path, body.as_ref()).await;
        if Some(u64::from(status)) != says["code"].as_u64() {
            self.differ(operation, &format!("the answer is {status} {text}"));
        }
        let Some(kind) = says["answer"].as_str() else { return };
        match serde_json::from_str(&text) {
            Ok(answer) => self.fits(operation, kind, &answer, ""),
            Err(_) if text.is_empty() => self.differ(operation, "answer is empty"),
            Err(_) => self.differ(operation, &format!("answer is no JSON: {text}")),
        }
    }

    /// With every word it may have it is taken, and without it where it must be there nothing is.
    async fn parameter(&mut self, operation: &str, path: &str, (name, kind): (&str, &str), code: u64) {
        let (name, needed) = name.strip_suffix('!').map_or((name, false), |name| (name, true));
        let rest: Vec<&str> = path.split(['?', '&']).skip(1).filter(|pair| !pair.starts_with(&format!("{name}="))).collect();
        let bare = format!("{}?{}", path.split('?').next().expect("a path"), rest.join("&"));
        if needed && self.send(operation, &bare, None).await.0 < 400 {
            self.differ(operation, &format!("{name} may be left out"));
        }
        let words = match kind {
            "boolean" => json!(["true", "false"]),
            "number" => json!(["1"]),
            // A free text stands in the path that is asked for.
            "string" => json!([]),
            closed => self.document["words"][closed].clone(),
        };
        for word in words.as_array().expect("words of a closed set").iter().filter_map(Value::as_str) {
            let (status, text) = self.send(operation, &format!("{bare}&{name}={word}"), None).await;
            if u64::from(status) != code {
                self.differ(operation, &format!("{name}={word} is answered by {status} {text}"));
            }
        }
    }

    fn fits(&mut self, operation: &str, kind: &str, value: &Value, at: &str) {
        if let Some(inner) = kind.strip_prefix('[').and_then(|kind| kind.strip_suffix(']')) {
            let Some(list) = value.as_array() else { return self.differ(operation, &format!("{at} is no list")) };
            for value in list {
                self.fits(operation, inner, value, &format!("{at}[]"));
            }
            return;
        }
        let good = match kind {
            "string" => value.is_string(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            "object" => value.is_object(),
            named => match self.document["words"][named].as_array() {
                Some(words) => words.contains(value),
                None => value.is_object(),
            },
        };
        if !good {
            let what = if value.is_null() { "null".to_owned() } else { format!("{value}, no {kind}") };
            return self.differ(operation, &format!("{at} is {what}"));
        }
        let shape: Map<String, Value> = self.document["shapes"][kind].as_object().cloned().unwrap_or_default();
        for (name, kind) in &shape {
            let (name, optional) = name.strip_suffix('?').map_or((name.as_str(), false), |name| (name, true));
            let at = if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
            match value.get(name) {
                Some(value) => self.fits(operation, kind.as_str().expect("a kind"), value, &at),
                None if optional => {}
                None => self.differ(operation, &format!("{at} is missing")),
            }
        }
    }

    /// The events that came, by the same measure.
    fn events(&mut self) {
        let shapes = self.document["events"].as_object().cloned().expect("events");
        for (name, kind) in &shapes {
            let calls: Vec<_> = self.rig.hook.calls().into_iter().filter(|call| call.is(name)).collect();
            assert!(!calls.is_empty(), "no {name} came");
            for call in calls {
                self.fits(name, kind.as_str().expect("a kind"), &call.body["payload"], "");
            }
        }
    }
}

#[tokio::test]
async fn every_call_fits_the_document_of_waha() {
    let document = serde_json::from_str(include_str!("document.json")).expect("JSON");
    let mut check = Check { rig: Rig::new().await, document, asked: BTreeSet::new(), differences: BTreeSet::new() };
    servers(&mut check).await;
    pairing(&mut check).await;
    messages(&mut check).await;
    life(&mut check).await;
    check.events();

    let operations: BTreeSet<String> = check.document["operations"].as_object().expect("operations").keys().cloned().collect();
    assert_eq!(check.asked, operations, "each operation is asked for");
    let known: BTreeSet<String> = KNOWN.iter().map(|(what, _)| (*what).to_owned()).collect();
    assert_eq!(check.differences, known, "the simulator against WAHA's document, and what is known of WAHA itself");
}

async fn servers(check: &mut Check) {
    for path in ["/ping", "/health", "/api/server/version", "/api/server/status", "/api/server/environment"] {
        check.ask(&format!("GET {path}"), path, None).await;
    }
}

async fn pairing(check: &mut Check) {
    let spec = check.rig.spec("desk");
    let hook = json!({ "url": spec.webhook_url, "events": ["*"], "hmac": { "key": spec.webhook_secret } });
    let config = json!({ "metadata": { "instance": "ins_1" }, "webhooks": [hook] });
    check.ask("POST /api/sessions", "/api/sessions", Some(json!({ "name": "desk", "start": true, "config": config }))).await;
    check.ask("GET /api/sessions", "/api/sessions?all=true", None).await;
    check.rig.hook.status(SessionStatus::ScanQrCode, 1).await;
    check.ask("GET /api/{session}/auth/qr", "/api/desk/auth/qr?format=raw", None).await;
    // Before and after an account is linked.
    check.ask("GET /api/sessions/{session}/me", "/api/sessions/desk/me", None).await;
    let phone = json!({ "phoneNumber": "4915199999999" });
    check.ask("POST /api/{session}/auth/request-code", "/api/desk/auth/request-code", Some(phone)).await;
    check.rig.press("/phone/desk/scan").await;
    check.rig.hook.status(SessionStatus::Working, 1).await;
    check.ask("GET /api/sessions/{session}/me", "/api/sessions/desk/me", None).await;
    check.ask("GET /api/sessions/{session}", "/api/sessions/desk", None).await;
    check.ask("PUT /api/sessions/{session}", "/api/sessions/desk", Some(json!({ "config": config }))).await;
    check.rig.hook.status(SessionStatus::Working, 2).await;
}

async fn messages(check: &mut Check) {
    let text = json!({ "session": "desk", "chatId": CHAT, "text": "Hello", "id": "AAA1" });
    check.ask("POST /api/sendText", "/api/sendText", Some(text)).await;
    let picture = json!({ "mimetype": "image/png", "filename": "a.png", "url": "https://files.example/a.png" });
    let file = json!({ "mimetype": "application/pdf", "filename": "a.pdf", "data": "JVBERg==" });
    for (path, file) in [("/api/sendImage", picture), ("/api/sendFile", file)] {
        check.ask(&format!("POST {path}"), path, Some(json!({ "session": "desk", "chatId": CHAT, "file": file, "caption": "c" }))).await;
    }
    check.rig.hook.read("AAA1").await;
    let exists = "/api/contacts/check-exists?phone=4915112345678&session=desk";
    check.ask("GET /api/contacts/check-exists", exists, None).await;
    check.ask("GET /api/{session}/new-message-id", "/api/desk/new-message-id", None).await;
    let list = format!("/api/desk/chats/{CHAT}/messages");
    check.ask("GET /api/{session}/chats/{chatId}/messages", &format!("{list}?limit=100"), None).await;
    let one = format!("{list}/true_{CHAT}_AAA1");
    check.ask("GET /api/{session}/chats/{chatId}/messages/{messageId}", &one, None).await;
}

async fn life(check: &mut Check) {
    let act = |act: &str| (format!("POST /api/sessions/{{session}}/{act}"), format!("/api/sessions/desk/{act}"));
    for (verb, status, count) in [("restart", SessionStatus::Working, 3), ("stop", SessionStatus::Stopped, 1)] {
        let (operation, path) = act(verb);
        check.ask(&operation, &path, None).await;
        check.rig.hook.status(status, count).await;
    }
    // A stopped session, and one that is not there.
    check.ask("GET /api/sessions/{session}", "/api/sessions/desk", None).await;
    check.ask("POST /api/sessions/{session}/stop", "/api/sessions/nobody/stop", None).await;
    for (verb, status, count) in [("start", SessionStatus::Working, 4), ("logout", SessionStatus::ScanQrCode, 2)] {
        let (operation, path) = act(verb);
        check.ask(&operation, &path, None).await;
        check.rig.hook.status(status, count).await;
    }
    check.ask("DELETE /api/sessions/{session}", "/api/sessions/desk", None).await;
    check.ask("POST /api/server/stop", "/api/server/stop", Some(json!({ "force": false }))).await;
}
