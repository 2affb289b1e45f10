//! The outbox and its delivery.

use std::sync::Mutex;

use async_trait::async_trait;
use db::{both_databases, scalar, values};
use domain::{ErrorKind, msg, page::PageQuery, port::Accounts, text::Locale};

use super::*;
use crate::identity::{
    AccountsService, invite,
    mail::{self, MailTransport, SendError, deliver_due},
};

/// A mail server that answers as told and remembers what it took.
#[derive(Default)]
struct Server {
    answers: Mutex<Vec<SendError>>,
    taken: Mutex<Vec<(String, String, String)>>,
}

#[async_trait]
impl MailTransport for Server {
    async fn send(&self, to: &str, subject: &str, body: &str) -> Result<(), SendError> {
        if let Some(error) = self.answers.lock().expect("unpoisoned").pop() {
            return Err(error);
        }
        self.taken.lock().expect("unpoisoned").push((to.to_owned(), subject.to_owned(), body.to_owned()));
        Ok(())
    }
}

async fn put(rig: &Rig, to: &str) {
    let tx = rig.context.db.begin().await.expect("begins");
    mail::write(
        &tx,
        &rig.context,
        to,
        None,
        msg::mail_reset_subject("A\r\nBcc: x"),
        msg::mail_reset_body("Ana", "Acme", "http://x/reset?token=abc"),
        Locale::Es,
    )
    .await
    .expect("writes");
    tx.commit().await.expect("commits");
}

both_databases! {
    async fn mails_leave_once_in_the_readers_language(db: Db) {
        let rig = Rig::new(&db);
        put(&rig, "ana@example.com").await;
        let server = Server::default();
        let (one, two) = tokio::join!(deliver_due(&rig.context, &server), deliver_due(&rig.context, &server));
        assert_eq!(one.expect("delivers") + two.expect("delivers"), 1);
        assert_eq!(deliver_due(&rig.context, &server).await, Ok(0));
        let taken = server.taken.lock().expect("unpoisoned").clone();
        let (to, subject, body) = &taken[0];
        assert_eq!((to.as_str(), subject.as_str()), ("ana@example.com", "Elige una contraseña nueva para A Bcc: x"));
        assert!(body.starts_with("Hola, Ana:\n\nAlguien") && body.contains("http://x/reset?token=abc"), "{body}");
    }

    async fn a_mail_that_does_not_leave_is_tried_again_later_and_says_why(db: Db) {
        let rig = Rig::new(&db);
        put(&rig, "ana@example.com").await;
        let server = Server::default();
        server.answers.lock().expect("unpoisoned").push(SendError { reason: "450 try later".into(), temporary: true });
        assert_eq!(deliver_due(&rig.context, &server).await, Ok(0));
        assert_eq!(scalar::<String>(db.read(), "SELECT problem FROM mail", vec![]).await.expect("reads").as_deref(), Some("450 try later"));
        assert_eq!(deliver_due(&rig.context, &server).await, Ok(0), "it is not due yet");
        rig.clock.pass(61);
        assert_eq!(deliver_due(&rig.context, &server).await, Ok(1));
        assert_eq!(count(&db, "mail WHERE problem IS NULL AND attempts = 2", vec![]).await, 1);
    }

    async fn a_mail_that_is_refused_for_good_is_not_tried_again(db: Db) {
        let rig = Rig::new(&db);
        put(&rig, "ana@example.com").await;
        let server = Server::default();
        server.answers.lock().expect("unpoisoned").push(SendError { reason: "550 no such user".into(), temporary: false });
        assert_eq!(deliver_due(&rig.context, &server).await, Ok(0));
        rig.clock.pass(30 * 24 * 3_600);
        assert_eq!(deliver_due(&rig.context, &server).await, Ok(0));
    }

    async fn links_are_sealed_at_rest_and_shown_to_the_root_alone(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let tx = db.begin().await.expect("begins");
        invite(&tx, &rig.context, tree.customer, "cora@example.com", Locale::En).await.expect("invites");
        tx.commit().await.expect("commits");
        let secret = mailed_secret(&rig, tree.customer).await;
        let stored = scalar::<Vec<u8>>(db.read(), "SELECT body FROM mail", vec![]).await.expect("reads").expect("is there");
        assert!(!stored.windows(secret.len()).any(|window| window == secret.as_bytes()));
        let (owner, employee) = (signed_in(&sign_in, "olga@example.com").await.caller, signed_in(&sign_in, "emil@example.com").await.caller);
        assert!(accounts.outbox(&owner, &PageQuery::default()).await.expect("reads").rows[0].body.contains(&secret));
        let seen = accounts.outbox(&employee, &PageQuery::default()).await.expect("reads").rows.remove(0);
        assert!(!seen.body.contains(&secret) && seen.body.contains("token=•••"), "{}", seen.body);
        assert_eq!(accounts.outbox(&signed_in(&sign_in, "dario@example.com").await.caller, &PageQuery::default()).await.expect_err("has no outbox").kind, ErrorKind::Forbidden);
        rig.clock.pass(6 * 24 * 3_600);
        accounts.reset_password(&from("192.0.2.1"), &secret, "nine blue lanterns").await.expect("an invitation lasts a week");
        assert_eq!(count(&db, "mail WHERE user_id = ?", values![tree.customer]).await, 2);
    }

    async fn nobodys_mailbox_is_flooded(db: Db) {
        let rig = Rig::new(&db);
        rig.person("Ana", "ana@example.com", |_| ()).await;
        for _ in 0..30 { put(&rig, "ana@example.com").await; }
        let tx = rig.context.db.begin().await.expect("begins");
        let words = || (msg::mail_reset_subject("Acme"), msg::mail_reset_body("Ana", "Acme", "http://x"));
        let refused = mail::write(&tx, &rig.context, "ana@example.com", None, words().0, words().1, Locale::En).await.expect_err("had its share");
        assert_eq!((refused.kind, refused.retry_after), (ErrorKind::TooMany, Some(3_600)));
        mail::write(&tx, &rig.context, "bob@example.com", None, words().0, words().1, Locale::En).await.expect("another's is not full");
        tx.commit().await.expect("commits");
        let accounts = AccountsService::new(rig.context.clone());
        accounts.request_reset(&from("192.0.2.1"), "ana@example.com").await.expect("whoever asks does not learn of it");
        assert_eq!(count(&db, "mail", vec![]).await, 31);
        rig.clock.pass(3_601);
        put(&rig, "ana@example.com").await;
    }

    async fn the_outbox_pages(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        for number in 0..120 { put(&rig, &format!("n{number}@example.com")).await; rig.clock.pass(1); }
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let owner = signed_in(&sign_in, "olga@example.com").await.caller;
        let (mut seen, mut cursor) = (Vec::new(), None);
        loop {
            let page = accounts.outbox(&owner, &PageQuery { cursor, size: 25 }).await.expect("reads");
            seen.extend(page.rows.into_iter().map(|row| row.to));
            cursor = page.next;
            if cursor.is_none() { break; }
        }
        assert_eq!(seen, (0..120).rev().map(|number| format!("n{number}@example.com")).collect::<Vec<_>>());
    }
}
