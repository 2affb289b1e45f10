//! Background work: each duty is a loop that runs when it is woken by a commit in this process, and else every few seconds, for what
//! other processes left. A failure is logged and tried again at the next round; nothing here holds what the database does not.

use std::{future::Future, time::Duration};

use db::Wake;
use service::Context;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{command::Refusal, settings::Settings};

/// How long wakes are gathered before a duty runs: many commits at once are one round, and one turn of the writer.
const GATHER: Duration = Duration::from_millis(100);

/// Starts all duties.
///
/// # Errors
/// When the SMTP setting cannot be used.
pub fn start(context: &Context, settings: &Settings, stopping: &CancellationToken, tasks: &TaskTracker) -> Result<(), Refusal> {
    let duty = |name: &'static str, wake: Option<Wake>, every: Duration| Duty {
        name,
        wake,
        every,
        context: context.clone(),
        stopping: stopping.clone(),
    };
    tasks.spawn(
        duty("figures", Some(Wake::Figures), Duration::from_secs(5))
            .run(|context| async move { service::figures::fold(&context).await.map(|_| ()) }),
    );
    tasks.spawn(
        duty("audit seal", Some(Wake::Audit), Duration::from_secs(5))
            .run(|context| async move { service::audit::seal(&context).await.map(|_| ()) }),
    );
    tasks.spawn(
        duty("live purge", None, Duration::from_secs(600)).run(|context| async move { service::live::purge(&context).await.map(|_| ()) }),
    );
    tasks.spawn(service::whatsapp::run(context.clone(), format!("{}", context.new_uuid().simple()), stopping.clone()));
    tasks.spawn(
        duty("imports", None, Duration::from_secs(30))
            .run(|context| async move { service::imports::resume_abandoned(&context).await.map(|_| ()) }),
    );
    tasks.spawn(
        duty("uploads", None, Duration::from_secs(3_600)).run(|context| async move { service::imports::sweep(&context).await.map(|_| ()) }),
    );
    tasks.spawn(
        duty("attempts", None, Duration::from_secs(3_600))
            .run(|context| async move { service::identity::forget_old(&context).await.map(|_| ()) }),
    );
    if let Some(url) = &settings.smtp_url {
        let mailer = std::sync::Arc::new(mail::Smtp::new(url, &settings.mail_from)?);
        tasks.spawn(duty("mail", Some(Wake::Mail), Duration::from_secs(30)).run(move |context| {
            let mailer = mailer.clone();
            async move { service::identity::mail::deliver_due(&context, mailer.as_ref()).await.map(|_| ()) }
        }));
    }
    Ok(())
}

struct Duty {
    name: &'static str,
    wake: Option<Wake>,
    every: Duration,
    context: Context,
    stopping: CancellationToken,
}

impl Duty {
    /// Runs `work` at each wake and at each interval, until asked to stop; wakes that come meanwhile are taken together.
    async fn run<F, W>(self, work: F)
    where
        F: Fn(Context) -> W + Send,
        W: Future<Output = domain::Result<()>> + Send,
    {
        let mut wakes = self.context.db.wakes();
        while !self.stopping.is_cancelled() {
            if let Err(error) = work(self.context.clone()).await {
                tracing::warn!(duty = self.name, %error, "will be tried again");
            }
            let woken = async {
                loop {
                    match wakes.recv().await {
                        Ok(wake) if Some(wake) == self.wake => break,
                        Ok(_) => {}
                        Err(RecvError::Lagged(_)) => break,
                        Err(RecvError::Closed) => std::future::pending().await,
                    }
                }
            };
            tokio::select! {
                () = woken => tokio::time::sleep(GATHER).await,
                () = tokio::time::sleep(self.every) => {},
                () = self.stopping.cancelled() => break,
            }
        }
    }
}

mod mail {
    //! Joins the outbox with the SMTP client.

    use async_trait::async_trait;
    use secrecy::{ExposeSecret as _, SecretString};
    use service::identity::mail::SendError;

    use crate::command::Refusal;

    /// Sends the outbox's mails by SMTP.
    pub struct Smtp(gateway::mail::SmtpMailer);

    impl Smtp {
        /// Over this server, from this address.
        pub fn new(url: &SecretString, from: &str) -> Result<Self, Refusal> {
            gateway::mail::SmtpMailer::new(url.expose_secret(), from)
                .map(Self)
                .map_err(|error| Refusal(format!("SWITCHYARD_SMTP_URL cannot be used: {error}")))
        }
    }

    #[async_trait]
    impl service::identity::mail::MailTransport for Smtp {
        async fn send(&self, to: &str, subject: &str, body: &str) -> Result<(), SendError> {
            self.0.send(to, subject, body).await.map_err(|error| SendError { temporary: error.is_temporary(), reason: error.to_string() })
        }
    }
}
