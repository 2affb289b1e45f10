//! What the server gives to every page and server function, by one closure: the use cases and who is calling.

use domain::{
    Error,
    access::{Caller, Origin},
    port::Services,
};
use leptos::context::use_context;

use crate::error::ApiResult;

/// Given by the server as context; see the module's words.
#[derive(Clone)]
pub struct Door {
    /// The use cases.
    pub services: Services,
    /// Who is signed in.
    pub caller: Option<Caller>,
    /// From where.
    pub origin: Origin,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door").field("caller", &self.caller).finish_non_exhaustive()
    }
}

fn door() -> ApiResult<Door> {
    use_context::<Door>().ok_or_else(|| Error::internal().into())
}

/// Who is signed in.
///
/// # Errors
/// Sign in, where nobody is.
pub fn caller() -> ApiResult<Caller> {
    door()?.caller.ok_or_else(|| Error::sign_in().into())
}

/// Leads a plain form that stood in a dialog with an address (`?ask=…`) back to the page without the dialog. In a browser with script
/// nothing happens here: the page closes its dialog itself.
pub(crate) fn close_dialog() {
    if let Some(back) = header(http::header::REFERER).filter(|_| is_plain()).and_then(|referer| without_dialog(&referer)) {
        leptos_axum::redirect(&back);
    }
}

/// Whether a plain form is answered: a browser without script, which is led to a page.
pub(crate) fn is_plain() -> bool {
    header(http::header::ACCEPT).is_some_and(|accepted| accepted.contains("text/html"))
}

/// A header of the request, where there is one.
fn header(name: http::HeaderName) -> Option<String> {
    let parts = use_context::<http::request::Parts>()?;
    parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// Path and query of the page that sent the form, without what opened the dialog; nothing where there was no dialog.
fn without_dialog(referer: &str) -> Option<String> {
    let uri: http::Uri = referer.parse().ok()?;
    let is_of_dialog = |pair: &&str| ["ask=", "of=", "menu="].iter().any(|name| pair.starts_with(name));
    let pairs: Vec<&str> = uri.query()?.split('&').collect();
    if !pairs.iter().any(|pair| pair.starts_with("ask=")) || !uri.path().starts_with('/') || uri.path().starts_with("//") {
        return None;
    }
    let kept: Vec<&str> = pairs.into_iter().filter(|pair| !is_of_dialog(pair)).collect();
    Some(if kept.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), kept.join("&")) })
}

/// The use cases.
///
/// # Errors
/// Internal, where the server gave none.
pub fn services() -> ApiResult<Services> {
    Ok(door()?.services)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_in_a_dialog_leads_back_to_its_page() {
        assert_eq!(without_dialog("http://127.0.0.1:3000/admin/users/usr_1?ask=reset"), Some("/admin/users/usr_1".to_owned()));
        assert_eq!(
            without_dialog("https://a.example/admin/users/usr_1/payments?ask=refund&of=pay_1&cursor=f1~0&menu=pay_1"),
            Some("/admin/users/usr_1/payments?cursor=f1~0".to_owned())
        );
        for elsewhere in ["", "not an address", "https://a.example/admin/users?q=ask", "https://a.example//evil.example?ask=reset"] {
            assert_eq!(without_dialog(elsewhere), None, "{elsewhere}");
        }
    }
}
