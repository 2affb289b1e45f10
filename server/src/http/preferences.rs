//! `POST /preferences`: language, theme and density, kept in cookies; then back to the page. The account's own language is changed on
//! its page; this is for the browser one sits at, and for those who are not signed in.

use axum::{
    Form,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{session::Theme, text::Locale};
use serde::Deserialize;

use super::{HttpState, cookies, session::is_secure};

const A_YEAR: i64 = 365 * 24 * 3600;

/// What the menus send.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Preferences {
    locale: Option<String>,
    theme: Option<String>,
    density: Option<String>,
    return_to: String,
}

/// A path of this site to go back to; anything else is the front page.
#[must_use]
pub fn safe_return(path: &str) -> &str {
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.len() <= 2000
        && !path.chars().any(char::is_control);
    if local { path } else { "/" }
}

/// See the module's words.
pub async fn set(State(state): State<HttpState>, Form(form): Form<Preferences>) -> Response {
    let mut headers = HeaderMap::new();
    let secure = is_secure(&state);
    if let Some(locale) = form.locale.as_deref().and_then(Locale::from_tag) {
        cookies::set(&mut headers, "locale", locale.tag(), A_YEAR, secure);
    }
    if let Some(theme) = form.theme.as_deref().and_then(Theme::from_code) {
        cookies::set(&mut headers, "theme", theme.code(), A_YEAR, secure);
    }
    match form.density.as_deref() {
        Some("compact") => cookies::set(&mut headers, "density", "compact", A_YEAR, secure),
        Some(_) => cookies::set(&mut headers, "density", "", 0, secure),
        None => {}
    }
    if let Ok(value) = header::HeaderValue::from_str(safe_return(&form.return_to)) {
        headers.insert(header::LOCATION, value);
    }
    (StatusCode::SEE_OTHER, headers).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for bad in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\nb"] {
            assert_eq!(safe_return(bad), "/", "{bad}");
        }
        assert_eq!(safe_return("/admin/users?q=a"), "/admin/users?q=a");
    }
}
