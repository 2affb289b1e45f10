//! The HTML of the phone page. Everything from outside passes [`escape`]; style and script stand in their own files and go in whole.

use std::fmt::Write;

use domain::port::whatsapp::SessionStatus;
use fast_qr::{ECL, QRBuilder};

use crate::simulator::{
    ids,
    store::{
        messages::Message,
        sessions::{Session, status_name},
    },
};

const STYLE: &str = include_str!("phone.css");
const SCRIPT: &str = include_str!("phone.js");

/// Text as HTML shows it.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            plain => safe.push(plain),
        }
    }
    safe
}

/// The whole page around its main part.
pub(super) fn document(title: &str, main: &str, nonce: &str) -> String {
    let title = escape(title);
    format!(
        r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} · WhatsApp simulator</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<style nonce="{nonce}">{STYLE}</style></head>
<body><header><a href="/phone">WhatsApp simulator</a><span>Nothing here reaches a real phone.</span></header>
<main id="main">{main}</main><script nonce="{nonce}">{SCRIPT}</script></body></html>"#
    )
}

pub(super) fn missing(name: &str) -> String {
    let name = escape(name);
    format!(
        r#"<h1>No such session</h1><p>There is no session named “{name}”. It may have been deleted.</p><p><a href="/phone">All phones</a></p>"#
    )
}

/// All sessions: those that wait for a scan first, because that is why people come here.
pub(super) fn list(sessions: &[Session]) -> String {
    let mut page = "<h1>Phones</h1>".to_owned();
    if sessions.is_empty() {
        page.push_str("<p>No session yet. Connect an instance in the panel; its code will wait here for a scan.</p>");
        return page;
    }
    let group = |wanted: &dyn Fn(&Session) -> bool| sessions.iter().filter(|session| wanted(session)).collect::<Vec<_>>();
    let waiting = group(&|session| session.status == SessionStatus::ScanQrCode);
    let linked = group(&|session| session.status != SessionStatus::ScanQrCode && session.me.is_some());
    let others = group(&|session| session.status != SessionStatus::ScanQrCode && session.me.is_none());
    section(&mut page, "Waiting for a scan", &waiting);
    section(&mut page, "Linked", &linked);
    section(&mut page, "Others", &others);
    page
}

fn section(page: &mut String, title: &str, sessions: &[&Session]) {
    if sessions.is_empty() {
        return;
    }
    let cards: String = sessions.iter().map(|session| format!("<li class=\"card\">{}</li>", card(session, 3))).collect();
    let _ = write!(page, "<h2>{title}</h2><ul class=\"cards\">{cards}</ul>");
}

/// A session's name, status and what can be pressed.
fn card(session: &Session, level: u8) -> String {
    let name = escape(&session.name);
    let owner = session.me.as_ref().map(|_| format!("<p>Linked to {}</p>", person(session.own_chat()))).unwrap_or_default();
    let heading = if level == 1 { name.clone() } else { format!("<a href=\"/phone/{name}\">{name}</a>") };
    format!("<h{level}>{heading}</h{level}><p>{}</p>{owner}{}", status(session.status), buttons(session))
}

/// Icon and word; the colour only repeats them.
fn status(status: SessionStatus) -> String {
    let (kind, icon, word) = match status {
        SessionStatus::Working => ("good", "●", "Connected".to_owned()),
        SessionStatus::ScanQrCode => ("wait", "◌", "Waiting for a scan".to_owned()),
        SessionStatus::Starting => ("wait", "◌", "Starting".to_owned()),
        SessionStatus::Failed => ("bad", "✕", "Failed".to_owned()),
        SessionStatus::Stopped => ("off", "○", "Stopped".to_owned()),
        other => ("wait", "◌", status_name(other).to_lowercase().replace('_', " ")),
    };
    format!("<span class=\"status {kind}\"><span aria-hidden=\"true\">{icon}</span> {word}</span>")
}

fn buttons(session: &Session) -> String {
    let name = escape(&session.name);
    if session.status == SessionStatus::ScanQrCode {
        let asked = session.pairing_phone.as_ref().map(|phone| {
            let code = ids::pairing_code(&session.name, phone);
            format!("<p>Pairing code for {}: <strong>{code}</strong></p>", person(phone))
        });
        let action = format!("/phone/{name}/scan");
        return format!(
            "{}<form method=\"post\" action=\"{action}\"><button class=\"main\" aria-label=\"Scan this code for {name}\">Scan this code</button></form>",
            asked.unwrap_or_default()
        );
    }
    if session.me.is_none() {
        return String::new();
    }
    format!("<form method=\"post\" action=\"/phone/{name}/unlink\"><button aria-label=\"Unlink {name}\">Unlink</button></form>")
}

/// One phone: the code while it waits, the chats once it is linked.
pub(super) fn session(session: &Session, messages: &[Message]) -> String {
    let code = session.code.as_deref().map(|code| svg(code, session.code_number)).unwrap_or_default();
    let mut page = format!("<div class=\"card\">{code}{}</div>", card(session, 1));
    if session.me.is_none() && messages.is_empty() {
        return page;
    }
    page.push_str("<h2>Messages</h2>");
    if messages.is_empty() {
        page.push_str("<p>Nothing arrived yet.</p>");
    }
    let mut chats: Vec<&str> = Vec::new();
    for message in messages.iter().rev() {
        if !chats.contains(&message.chat_id.as_str()) {
            chats.push(&message.chat_id);
        }
    }
    for (index, chat) in chats.iter().enumerate() {
        page.push_str(&conversation(session, chat, index, messages));
    }
    if session.status == SessionStatus::Working {
        page.push_str(&first_word(session));
    }
    page
}

fn conversation(session: &Session, chat: &str, index: usize, messages: &[Message]) -> String {
    let who = person(chat);
    let bubbles: String = messages.iter().filter(|message| message.chat_id == chat).map(bubble).collect();
    let answer = if session.status == SessionStatus::Working { reply(session, chat, &who, index) } else { String::new() };
    format!(
        "<section class=\"chat\" aria-labelledby=\"chat-{index}\"><h3 id=\"chat-{index}\">Phone of {who}</h3><ol>{bubbles}</ol>{answer}</section>"
    )
}

fn bubble(message: &Message) -> String {
    let side = if message.from_me { "got" } else { "gave" };
    let file = message.file.as_ref().map(|file| {
        let name = file["filename"].as_str().or(file["mimetype"].as_str()).unwrap_or("file");
        format!("<span class=\"file\">{}</span>", escape(name))
    });
    let time = chrono::DateTime::from_timestamp_millis(message.at_ms).map(|time| time.format("%H:%M UTC").to_string()).unwrap_or_default();
    let state = match (message.from_me, message.ack) {
        (false, _) => "",
        (true, ..=0) => " · on its way",
        (true, 1) => " · sent",
        (true, 2) => " · delivered",
        (true, _) => " · read",
    };
    format!("<li class=\"{side}\">{}<p>{}</p><small>{time}{state}</small></li>", file.unwrap_or_default(), escape(&message.body))
}

fn reply(session: &Session, chat: &str, who: &str, index: usize) -> String {
    let (name, chat) = (escape(&session.name), escape(chat));
    format!(
        r#"<form class="reply" method="post" action="/phone/{name}/reply"><input type="hidden" name="chat" value="{chat}">
<label for="text-{index}">Answer as {who}</label><div><input id="text-{index}" name="text" required maxlength="4096" autocomplete="off"><button>Answer</button></div></form>"#
    )
}

/// So that a chat can begin with the customer.
fn first_word(session: &Session) -> String {
    let name = escape(&session.name);
    format!(
        r#"<section class="chat" aria-labelledby="new"><h3 id="new">Somebody writes first</h3><form class="reply" method="post" action="/phone/{name}/reply">
<label for="new-chat">Phone number</label><input id="new-chat" name="chat" inputmode="tel" required autocomplete="off">
<label for="new-text">Message</label><div><input id="new-text" name="text" required maxlength="4096" autocomplete="off"><button>Write</button></div></form></section>"#
    )
}

fn person(chat: &str) -> String {
    if chat.ends_with("@g.us") { format!("group {}", escape(chat)) } else { format!("+{}", ids::digits(chat)) }
}

/// The code as it would hang on the wall.
fn svg(code: &str, number: i64) -> String {
    let Ok(matrix) = QRBuilder::new(code).ecl(ECL::L).build() else { return String::new() };
    let mut path = String::new();
    for y in 0..matrix.size {
        for x in (0..matrix.size).filter(|x| matrix[y][*x].value()) {
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    let size = matrix.size + 8;
    format!(
        "<svg class=\"code\" role=\"img\" aria-label=\"QR code {number}\" viewBox=\"-4 -4 {size} {size}\"><path class=\"paper\" d=\"M-4 -4h{size}v{size}h-{size}z\"/><path class=\"ink\" d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_people_wrote_stays_text() {
        let mut phone = Session::new("desk", json!({}));
        phone.me = Some(json!({ "id": "15551234567@c.us" }));
        let message = Message {
            session: "desk".to_owned(),
            message_id: "A".to_owned(),
            chat_id: "4915112345678@c.us".to_owned(),
            from_me: true,
            body: "<script>alert('1')</script>".to_owned(),
            file: None,
            at_ms: 0,
            ack: 3,
            next_ms: None,
        };
        let page = session(&phone, &[message]);
        assert!(page.contains("&lt;script&gt;alert(&#39;1&#39;)") && !page.contains("<script>"), "{page}");
        assert!(page.contains("read") && page.contains("+4915112345678"));
    }
}
