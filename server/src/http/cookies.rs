//! The cookies of the browser: two tokens and the device's secret that no script can read, and three preferences; pages keep a fourth
//! themselves ([`ui::kpi::OPEN_COOKIE`]), and that of a refused form is in `typed`. Over https their names carry `__Host-`, which
//! browsers accept only with `Secure` and for this host alone.

use axum::http::{HeaderMap, HeaderValue, header};

/// Names of the token cookies: (access, refresh).
#[must_use]
pub const fn names(secure: bool) -> (&'static str, &'static str) {
    if secure { ("__Host-access", "__Host-refresh") } else { ("access", "refresh") }
}

/// Name of the cookie by which the door knows a device again.
#[must_use]
pub const fn device_name(secure: bool) -> &'static str {
    if secure { "__Host-device" } else { "device" }
}

/// A cookie of the request.
#[must_use]
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// Sets a cookie that only requests carry. `seconds` 0 takes it away.
pub fn set(headers: &mut HeaderMap, name: &str, value: &str, seconds: i64, secure: bool) {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// Whether an answer sets this cookie already, or takes it away.
#[must_use]
pub fn is_set(headers: &HeaderMap, name: &str) -> bool {
    let set = |value: &HeaderValue| value.to_str().is_ok_and(|text| text.split_once('=').is_some_and(|(known, _)| known == name));
    headers.get_all(header::SET_COOKIE).iter().any(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_and_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("xaccess=1; access=2; theme=dark"));
        assert_eq!(read(&headers, "access"), Some("2"));
        assert_eq!(read(&headers, "refresh"), None);
    }

    #[test]
    fn cookies_of_tokens_are_out_of_reach_of_scripts_and_other_sites() {
        let mut headers = HeaderMap::new();
        set(&mut headers, "__Host-access", "x", 60, true);
        let text = headers[header::SET_COOKIE].to_str().expect("text");
        for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(text.contains(part), "{text}");
        }
    }
}
