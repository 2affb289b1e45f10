//! Mail over SMTP. One connection pool per mailer; the caller keeps the queue and decides about another attempt by
//! [`MailError::is_temporary`]. To send more than plain text, add a method beside [`SmtpMailer::send`].

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};

/// No mail server may hold a worker longer than this.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Why a mail did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("the SMTP address is not usable: {reason}")]
    Settings { reason: String },
    #[error("`{address}` is not a mail address")]
    Address { address: String },
    #[error("the mail cannot be written: {reason}")]
    Content { reason: String },
    /// A permanent answer (5xx): the same mail will be refused again.
    #[error("the mail server refused the mail: {reason}")]
    Refused { reason: String },
    /// A temporary answer (4xx), no connection or no answer: try again later.
    #[error("the mail server did not take the mail: {reason}")]
    Temporary { reason: String },
}

impl MailError {
    /// Whether another attempt makes sense.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Temporary { .. })
    }
}

/// Sends plain text over SMTP from one address.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpMailer {
    /// `url` is `smtps://user:password@host:465`, or `smtp://host:587?tls=required` for STARTTLS; `from` is `Name <name@example.org>`.
    ///
    /// # Errors
    /// When the URL or the address cannot be read. No connection is made yet.
    pub fn new(url: &str, from: &str) -> Result<Self, MailError> {
        let builder =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|error| MailError::Settings { reason: error.to_string() })?;
        Ok(Self { transport: builder.timeout(Some(TIMEOUT)).build(), from: mailbox(from)? })
    }

    /// Sends one mail.
    ///
    /// # Errors
    /// See [`MailError`]; only [`MailError::Temporary`] is worth another attempt.
    pub async fn send(&self, to: &str, subject: &str, text: &str) -> Result<(), MailError> {
        let mail = Message::builder()
            .from(self.from.clone())
            .to(mailbox(to)?)
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(text.to_owned())
            .map_err(|error| MailError::Content { reason: error.to_string() })?;
        self.transport.send(mail).await.map(drop).map_err(from_smtp)
    }
}

fn mailbox(address: &str) -> Result<Mailbox, MailError> {
    address.parse().map_err(|_| MailError::Address { address: address.to_owned() })
}

fn from_smtp(error: lettre::transport::smtp::Error) -> MailError {
    let reason = error.to_string();
    if error.is_permanent() { MailError::Refused { reason } } else { MailError::Temporary { reason } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_address_that_is_none_is_named() {
        let mailer = SmtpMailer::new("smtp://127.0.0.1:1", "Desk <desk@example.org>").expect("settings are fine");
        let error = mailer.send("nobody", "s", "t").await.expect_err("must be refused");
        assert_eq!(error.to_string(), "`nobody` is not a mail address");
    }

    #[tokio::test]
    async fn a_server_that_is_away_is_temporary() {
        let mailer = SmtpMailer::new("smtp://127.0.0.1:1", "desk@example.org").expect("settings are fine");
        assert!(mailer.send("a@example.org", "s", "t").await.expect_err("nobody listens").is_temporary());
    }

    #[tokio::test]
    async fn a_line_break_in_the_subject_adds_no_header() {
        let mail = Message::builder()
            .from(mailbox("desk@example.org").expect("valid"))
            .to(mailbox("a@example.org").expect("valid"))
            .subject("hello\r\nBcc: b@example.org")
            .body(String::new());
        let text = mail.map(|mail| String::from_utf8_lossy(&mail.formatted()).into_owned()).unwrap_or_default();
        assert!(!text.contains("\nBcc:"), "the subject became a header: {text}");
    }
}
