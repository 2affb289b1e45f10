//! A form without script that was refused: with what, and what was typed. Both are kept for a few minutes in the browser itself, sealed
//! and for this person alone, until the page that sent the form has shown them once. Secrets are left out, and what does not fit into a
//! cookie: the longest texts first. The server keeps nothing, and no address makes a page say anything.
//!
//! A field that must not travel has its name in [`ui::typed::SECRET`].

use axum::{
    Form,
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{Error, ids::UserId, session::RefusedForm, time::Timestamp};
use serde::{Deserialize, Serialize};
use ui::typed::{SECRET, Typed};

use super::{
    HttpState, cookies,
    session::{Signed, is_secure},
};

/// For how long.
const SECONDS: i64 = 300;
/// Most bytes of refusal, names and values together: sealed and written as text they stay below what every browser keeps in one cookie.
const ROOM: usize = 2_100;
/// Most bytes of a page's address, which stands beside them.
const ADDRESS: usize = 600;

/// As it lies sealed.
#[derive(Serialize, Deserialize)]
struct Kept {
    page: String,
    to: String,
    at: Timestamp,
    error: Error,
    fields: Vec<(String, String)>,
}

/// A form that was refused.
#[derive(Debug)]
pub struct Refused<'a> {
    /// The page that sent it.
    pub page: &'a str,
    /// Where it was posted to.
    pub to: &'a str,
    /// With what it was refused.
    pub error: Error,
    /// What was typed.
    pub fields: Vec<(String, String)>,
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

/// Those that may be kept and fit into so many bytes, in the form's order.
fn that_fit(fields: Vec<(String, String)>, mut room: usize) -> Vec<(String, String)> {
    let size = |(name, value): &(String, String)| serde_json::to_string(&(name, value)).map_or(ROOM, |text| text.len() + 1);
    let mut numbered: Vec<_> = fields.into_iter().filter(|(name, _)| !SECRET.contains(&name.as_str())).enumerate().collect();
    // A form of a megabyte has a quarter of a million fields: each is measured once.
    numbered.sort_by_cached_key(|(_, field)| size(field));
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

/// The refusal as far as it fits: without its fields it says that some need another look.
fn short(error: Error) -> (Error, usize) {
    let size = |error: &Error| serde_json::to_string(error).map_or(ROOM, |text| text.len());
    let error = if size(&error) > ROOM { Error { fields: Vec::new(), ..error } } else { error };
    let size = size(&error);
    (error, size)
}

/// Leads back to the page that sent a form, which says what was wrong and shows what was typed.
pub fn back(state: &HttpState, user: Option<UserId>, refused: Refused<'_>) -> Response {
    let path = refused.page.split('?').next().unwrap_or("/");
    let page = if refused.page.len() <= ADDRESS { refused.page } else { path };
    let mut response = Redirect::to(page).into_response();
    // Who is not signed in is asked to where it leads.
    let Some(user) = user else { return response };
    let (error, size) = short(refused.error);
    let fields = that_fit(refused.fields, ROOM.saturating_sub(size));
    let kept = Kept { page: page.to_owned(), to: refused.to.to_owned(), at: state.context.now(), error, fields };
    let Ok(json) = serde_json::to_vec(&kept) else { return response };
    let secure = is_secure(state);
    let sealed = state.context.keys.seal_text(&place(user), &json);
    cookies::set(response.headers_mut(), name(secure), &sealed, SECONDS, secure);
    response
}

/// With what this person's form was refused just now, and what was typed, where this is the page that sent it.
pub fn read(state: &HttpState, request: &Request, signed: &Signed) -> Option<(RefusedForm, Typed)> {
    let user = signed.caller.as_ref()?.user;
    let sealed = cookies::read(request.headers(), name(is_secure(state)))?;
    let plain = state.context.keys.open_text(&place(user), sealed).ok()?;
    let kept: Kept = serde_json::from_slice(&plain).ok()?;
    let is_fresh = state.context.now().seconds_since(kept.at) <= SECONDS;
    let is_here = request.uri().path_and_query().is_some_and(|here| here.as_str() == kept.page);
    let typed = Typed { to: kept.to.as_str().into(), fields: kept.fields.into() };
    (is_fresh && is_here).then_some((RefusedForm { to: kept.to, error: kept.error }, typed))
}

/// Takes it out of the browser once it was shown.
pub fn forget(state: &HttpState, response: &mut Response) {
    let secure = is_secure(state);
    cookies::set(response.headers_mut(), name(secure), "", 0, secure);
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
        assert_eq!(that_fit(fields, ROOM), [field("name", "Ada"), field("email", "a@b.c")]);
        let many: Vec<_> = (0..1_000).map(|at| field(&format!("f{at}"), "12345")).collect();
        let kept = that_fit(many, ROOM);
        assert!(kept.len() > 50 && serde_json::to_string(&kept).expect("writes").len() <= ROOM + 2, "{}", kept.len());
    }
}
