//! How often may be tried to sign in, to ask for a reset link and to say one's present password: the crate's
//! [throttle](crate::throttle) per account (or login, where nobody has it) and network address. What is refused hashes nothing and mails
//! nobody.
//!
//! Who tries somebody else's name from everywhere slows that name down, and shuts nobody out: a device that signed in as them before has
//! counts of its own, and whatever was tried before a password was set counts no more once it is.

use std::net::IpAddr;

use db::identity::account::Account;
use domain::{
    Msg, Result,
    access::{Caller, Origin},
    ids::UserId,
    msg,
    time::Timestamp,
};

use super::device::Device;
use crate::{
    Context,
    throttle::{self, Limits, Try},
};

fn refusal(seconds: u32) -> Msg {
    msg::error_too_many_tries(seconds)
}

fn link_refusal(seconds: u32) -> Msg {
    msg::session_links_too_often(seconds.div_ceil(60))
}

/// Signing in.
pub(super) const SIGN_IN: Limits = Limits { word: "", window: 900, pair: 5, thing: 20, slow: true, place: 100, pause: 30, refusal };
/// Asking for a reset link: each costs somebody a mail.
pub(super) const RESET: Limits = Limits { word: "reset ", window: 3_600, pair: 3, thing: 5, slow: true, place: 20, pause: 300, refusal };
/// Saying one's present password again.
pub(super) const CHANGE: Limits = Limits { word: "change ", window: 900, pair: 5, thing: 20, slow: true, place: 100, pause: 30, refusal };
/// Links that staff send: each costs a mail, and ends the link before it. One person gets few, whoever sends them; one sender sends many
/// on a day when many need one.
const SEND: Limits = Limits { word: "send ", window: 3_600, pair: 3, thing: 5, slow: false, place: 120, pause: 300, refusal: link_refusal };
/// Accounts made by hand: each mails an address that anybody may have typed.
const INVITE: Limits =
    Limits { word: "invite ", window: 3_600, pair: i64::MAX, thing: 1_000, slow: false, place: i64::MAX, pause: 0, refusal: link_refusal };

/// Longest login that is looked at, in bytes.
const LONGEST: usize = domain::email::MAX_LENGTH;

/// What makes two logins one; what can be none is one of its own that no account has.
pub(super) fn login_key(login: &str) -> String {
    let key = domain::email::key(login);
    if key.is_empty() || key.len() > LONGEST || key.chars().any(char::is_control) { "?".to_owned() } else { key }
}

/// What counts as one address: an IPv6 subscriber has a whole /64.
fn address_key(origin: &Origin) -> String {
    let Some(text) = origin.address.as_deref() else { return "local".to_owned() };
    match text.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => "unknown".to_owned(),
    }
}

/// What is counted.
pub(super) enum Tried<'a> {
    /// The password of this account, by whoever is signed in to it.
    Own(&'a Account),
    /// A login, and the account that has it, from a device.
    Login { key: &'a str, account: Option<&'a Account>, device: &'a Device },
}

/// Counts an attempt before it is made; answers its number, for `attempt::close`.
///
/// # Errors
/// `TooMany` with the seconds to wait, or when the database refuses.
pub(super) async fn reserve(context: &Context, limits: Limits, tried: Tried<'_>, origin: &Origin) -> Result<i64> {
    let place = address_key(origin);
    let (limits, thing, since) = counted(limits, &tried);
    let tried = Try { thing: &thing, place: &place, user_agent: origin.user_agent.as_deref() };
    throttle::reserve_since(context, limits, tried, since).await
}

/// Under which limits, as what and since when: an account is one thing by whatever name it is called, and a device that it knows is
/// another, whose place is full by nobody else's tries.
fn counted(limits: Limits, tried: &Tried<'_>) -> (Limits, String, Option<Timestamp>) {
    match tried {
        Tried::Own(account) => (limits, account.id.to_string(), None),
        Tried::Login { account: Some(account), device, .. } if device.known => {
            (Limits { place: i64::MAX, ..limits }, format!("device {}", device.key()), account.password_changed_at)
        }
        Tried::Login { account: Some(account), .. } => (limits, account.id.to_string(), account.password_changed_at),
        Tried::Login { key, .. } => (limits, (*key).to_owned(), None),
    }
}

/// Counts an account that this caller is about to make by hand; answers its number, for `attempt::close`.
///
/// # Errors
/// `TooMany` with the seconds to wait, or when the database refuses.
pub async fn reserve_invitation(context: &Context, caller: &Caller) -> Result<i64> {
    let by = caller.user.to_string();
    throttle::reserve(context, INVITE, Try { thing: &by, place: &by, user_agent: None }).await
}

/// Counts a link that this caller is about to send to this person; answers its number, for `attempt::close`.
///
/// # Errors
/// `TooMany` with the seconds to wait, or when the database refuses.
pub(super) async fn reserve_link(context: &Context, caller: &Caller, to: UserId) -> Result<i64> {
    let (to, by) = (to.to_string(), caller.user.to_string());
    throttle::reserve(context, SEND, Try { thing: &to, place: &by, user_agent: None }).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str) -> String {
        address_key(&Origin { address: Some(address.to_owned()), ..Origin::default() })
    }

    #[test]
    fn an_ipv6_subscriber_is_one_address() {
        assert_eq!(from("2001:db8:1:2:3:4:5:6"), from("2001:db8:1:2::1"));
        assert_ne!(from("2001:db8:1:2::1"), from("2001:db8:1:3::1"));
        assert_eq!(from("::ffff:192.0.2.1"), from("192.0.2.1"));
        assert_eq!(from("'; DROP"), "unknown");
    }

    #[test]
    fn what_can_be_no_login_is_one_that_nobody_has() {
        assert_eq!(login_key(" Anna@Example.COM "), "anna@example.com");
        for odd in ["", "a\0b", &"x".repeat(LONGEST + 1)] {
            assert_eq!(login_key(odd), "?");
        }
    }
}
