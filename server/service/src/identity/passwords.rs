//! Passwords: argon2id in PHC strings, hashed away from the request threads and no more at once than there are cores; a check of new
//! ones against the well-known and the personal. Whoever has no account is compared with a hash of the same cost.
//!
//! To change the cost: [`Settings::password_cost`](crate::Settings); existing hashes follow at the next sign-in.

use std::{
    collections::HashSet,
    sync::{Arc, LazyLock, OnceLock},
};

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use domain::{Error, Msg, Result, msg, session};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

/// Memory in KiB, passes and lanes of argon2id.
pub type Cost = (u32, u32, u32);

/// What came of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// It is the password.
    pub matches: bool,
    /// It is hashed with another cost than today's.
    pub outdated: bool,
}

/// As many as can be computed at once.
static TURNS: LazyLock<Arc<Semaphore>> =
    LazyLock::new(|| Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from))));

fn hasher((memory, passes, lanes): Cost) -> Result<Argon2<'static>> {
    let parameters = Params::new(memory, passes, lanes, None).map_err(|error| {
        tracing::error!(%error, memory, passes, lanes, "the setting of the password cost is not usable");
        Error::internal()
    })?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters))
}

/// Runs work of one core when it is its turn.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let turn = Arc::clone(&TURNS).acquire_owned().await.map_err(|_| Error::internal())?;
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    })
    .await;
    done.unwrap_or_else(|error| {
        tracing::error!(%error, "a password could not be hashed");
        Err(Error::internal())
    })
}

fn hash_now(password: &[u8], cost: Cost) -> Result<String> {
    hasher(cost)?.hash_password(password).map(|hash| hash.to_string()).map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        Error::internal()
    })
}

/// The PHC string of a password.
///
/// # Errors
/// Internal, when it cannot be computed.
pub async fn hash(password: &SecretString, cost: Cost) -> Result<String> {
    let password = password.clone();
    in_turn(move || hash_now(password.expose_secret().as_bytes(), cost)).await
}

/// Compares a password with the hash of an account; `None` (no account, or none set yet) takes the same time and matches nothing.
///
/// # Errors
/// Internal, when it cannot be computed.
pub async fn verify(password: &SecretString, hash: Option<String>, cost: Cost) -> Result<Verdict> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let password = password.clone();
    in_turn(move || {
        let known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => match NOBODY.get() {
                Some(hash) => hash.clone(),
                None => NOBODY.get_or_init(|| hash_now(b"nobody's password", cost).unwrap_or_default()).clone(),
            },
        };
        let (memory, passes, lanes) = cost;
        let outdated = !hash.starts_with(&format!("$argon2id$v=19$m={memory},t={passes},p={lanes}$"));
        let bytes = password.expose_secret().as_bytes();
        // A password that is too long is compared too, but only as far as one may be long: the time says nothing, and nothing matches.
        let fits = bytes.len() <= session::PASSWORD_MAX;
        let same = hasher(cost)?.verify_password(&bytes[..bytes.len().min(session::PASSWORD_MAX)], hash.as_str()).is_ok();
        Ok(Verdict { matches: known && fits && same, outdated })
    })
    .await
}

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// Letters and digits that stand for letters, then without what is put around a word to satisfy rules.
fn core_of(password: &str) -> String {
    let plain: String = password
        .chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            other => other,
        })
        .collect();
    let start = password.char_indices().find(|(_, c)| c.is_alphabetic() || "@$".contains(*c)).map_or(0, |(at, _)| at);
    let end = password.char_indices().rev().find(|(_, c)| c.is_alphabetic()).map_or(0, |(at, c)| at + c.len_utf8());
    // Every substitute is one byte for one byte, so that the places in both texts are the same.
    plain.get(start..end).unwrap_or_default().to_owned()
}

fn is_common(lower: &str) -> bool {
    let core = core_of(lower);
    COMMON.contains(lower) || (COMMON.contains(core.as_str()) && lower.chars().count() <= core.chars().count() + 6)
}

fn is_personal(lower: &str, name: &str, email: &str) -> bool {
    let whole: String = name.to_lowercase().split_whitespace().collect();
    let name = name.to_lowercase();
    let local = email.to_lowercase().split('@').next().unwrap_or_default().to_owned();
    name.split_whitespace().chain([whole.as_str(), local.as_str()]).any(|word| word.chars().count() >= 4 && lower.contains(word))
}

/// What is wrong with a new password of this person, if anything.
#[must_use]
pub fn check_new(password: &SecretString, name: &str, email: &str) -> Option<Msg> {
    let text = password.expose_secret();
    let lower = text.to_lowercase();
    if let Some(problem) = session::check_password(text) {
        Some(problem)
    } else if is_common(&lower) {
        Some(msg::session_password_common())
    } else if is_personal(&lower, name, email) {
        Some(msg::session_password_personal())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = (8, 1, 1);

    fn secret(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only_and_an_older_cost_is_noticed() {
        let hash = hash(&secret("correct battery"), CHEAP).await.expect("hashes");
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        let verdict = |text: &str, cost| {
            let (text, hash) = (secret(text), hash.clone());
            async move { verify(&text, Some(hash), cost).await.expect("compares") }
        };
        assert_eq!(verdict("correct battery", CHEAP).await, Verdict { matches: true, outdated: false });
        assert_eq!(verdict("correct battery", (16, 1, 1)).await, Verdict { matches: true, outdated: true });
        assert!(!verdict("Correct battery", CHEAP).await.matches);
        assert!(!verify(&secret("nobody's password"), None, CHEAP).await.expect("compares").matches, "nobody signs in as nobody");
        assert!(!verify(&secret("x"), Some("no PHC string".into()), CHEAP).await.expect("compares").matches);
    }

    #[tokio::test]
    async fn a_password_that_is_too_long_matches_nothing() {
        let long = "a1B!".repeat(session::PASSWORD_MAX / 4);
        let hash = hash(&secret(&long), CHEAP).await.expect("hashes");
        assert!(verify(&secret(&long), Some(hash.clone()), CHEAP).await.expect("compares").matches);
        assert!(!verify(&secret(&format!("{long}more")), Some(hash), CHEAP).await.expect("compares").matches, "it is not cut off");
    }

    #[test]
    fn a_new_password_is_neither_short_nor_well_known_nor_personal() {
        let check = |text: &str| check_new(&secret(text), "Amina Haddad", "a.haddad@example.com").map(|problem| problem.key.into_owned());
        assert_eq!(check("short").as_deref(), Some("field-password-short"));
        assert_eq!(check("aaaaaaaaaaaa").as_deref(), Some("field-password-simple"));
        for common in ["Password123", "P@ssw0rd2026", "qwertyuiop", "1q2w3e4r5t", "Dragon123456", "$uper man1234".replace(' ', "").as_str()]
        {
            assert_eq!(check(common).as_deref(), Some("session-password-common"), "{common}");
        }
        for personal in ["xx-amina-77-xx", "Haddad/9917-q", "qq a.haddad 71"] {
            assert_eq!(check(personal).as_deref(), Some("session-password-personal"), "{personal}");
        }
        for good in ["blue kettle on monday", "dragon-fruit-over-9-hills", "Tr4verse!Quill", "كلمة سر طويلة جدا"] {
            assert_eq!(check(good), None, "{good}");
        }
    }

    #[test]
    fn the_list_is_lower_case_and_worth_its_name() {
        assert!(COMMON.len() > 800);
        assert!(COMMON.iter().all(|word| word.to_lowercase() == **word && !word.is_empty()));
    }
}
