//! What was typed into a form without script that is refused: kept for a few minutes in the browser itself, sealed and for this person
//! alone, so that the page that says what was wrong shows it again. Secrets are left out, and what does not fit into a cookie: the
//! longest texts first. The server keeps nothing, and a page without the refusal in its address shows nothing.
//!
//! A field that must not travel has its name in [`ui::typed::SECRET`].

use axum::{
    Form,
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
    response::Response,
};
use domain::{ids::UserId, time::Timestamp};
use serde::{Deserialize, Serialize};
use ui::typed::{SECRET, Typed};

use super::{
    HttpState, cookies,
    session::{Signed, is_secure},
};

/// For how long.
const SECONDS: i64 = 300;
/// Most bytes of names and values together: sealed and written as text they stay below what every browser keeps in one cookie.
const ROOM: usize = 2_400;

/// As it lies sealed.
#[derive(Serialize, Deserialize)]
struct Kept {
    to: String,
    at: Timestamp,
    fields: Vec<(String, String)>,
}

const fn name(secure: bool) -> &'static str {
    if secure { "__Host-typed" } else { "typed" }
}

fn place(user: UserId) -> String {
    format!("form.typed|{user}")
}

/// The fields of a plain form, and the request whole again. What cannot be read, or is too large, has none and is refused as such.
pub async fn fields_of(request: Request) -> (Vec<(String, String)>, Request) {
    let (parts, body) = request.into_parts();
    let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await.unwrap_or_default();
    let copy = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    let fields = Form::<Vec<(String, String)>>::from_request(copy, &()).await.map(|Form(fields)| fields).unwrap_or_default();
    (fields, Request::from_parts(parts, Body::from(bytes)))
}

/// Those that may be kept and fit, in the form's order.
fn that_fit(fields: Vec<(String, String)>) -> Vec<(String, String)> {
    let size = |(name, value): &(String, String)| serde_json::to_string(&(name, value)).map_or(ROOM, |text| text.len() + 1);
    let mut numbered: Vec<_> = fields.into_iter().filter(|(name, _)| !SECRET.contains(&name.as_str())).enumerate().collect();
    numbered.sort_by_key(|(_, field)| size(field));
    let mut room = ROOM;
    let mut kept: Vec<_> = numbered
        .into_iter()
        .take_while(|(_, field)| match room.checked_sub(size(field)) {
            Some(left) => {
                room = left;
                true
            }
            None => false,
        })
        .collect();
    kept.sort_by_key(|(at, _)| *at);
    kept.into_iter().map(|(_, field)| field).collect()
}

/// Gives what was typed to the browser, where the answer is a refusal that leads back to the form.
pub fn keep(state: &HttpState, user: Option<UserId>, to: &str, fields: Vec<(String, String)>, response: &mut Response) {
    let refused = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).is_some_and(|to| to.contains("__path="));
    let Some(user) = user.filter(|_| refused) else { return };
    let kept = Kept { to: to.to_owned(), at: state.context.now(), fields: that_fit(fields) };
    let Ok(json) = serde_json::to_vec(&kept) else { return };
    let secure = is_secure(state);
    let sealed = state.context.keys.seal_text(&place(user), &json);
    cookies::set(response.headers_mut(), name(secure), &sealed, SECONDS, secure);
}

/// What this person typed just now.
pub fn read(state: &HttpState, headers: &HeaderMap, signed: &Signed) -> Option<Typed> {
    let user = signed.caller.as_ref()?.user;
    let sealed = cookies::read(headers, name(is_secure(state)))?;
    let plain = state.context.keys.open_text(&place(user), sealed).ok()?;
    let kept: Kept = serde_json::from_slice(&plain).ok()?;
    let is_fresh = state.context.now().seconds_since(kept.at) <= SECONDS;
    is_fresh.then(|| Typed { to: kept.to.into(), fields: kept.fields.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn secrets_are_left_out_and_the_longest_texts_where_there_is_no_room() {
        let text = "\u{1f600}\"".repeat(800);
        let fields =
            vec![field("name", "Ada"), field("password", "x"), field("text", &text), field("api_key", ""), field("email", "a@b.c")];
        assert_eq!(that_fit(fields), [field("name", "Ada"), field("email", "a@b.c")]);
        let many: Vec<_> = (0..1_000).map(|at| field(&format!("f{at}"), "12345")).collect();
        let kept = that_fit(many);
        assert!(kept.len() > 50 && serde_json::to_string(&kept).expect("writes").len() <= ROOM + 2, "{}", kept.len());
    }
}
