//! A customer's browser without a page: signs in by the form, and calls the server's functions as the pages do.

use std::time::Duration;

use reqwest::{Client, Response, StatusCode, header, redirect::Policy};
use serde::de::DeserializeOwned;
use server_fn::ServerFn;

use super::program::{SOON, until};

/// See the module's words.
pub struct Browser {
    client: Client,
    address: String,
    cookies: String,
}

impl Browser {
    /// Someone who is about to sign in at this address.
    pub fn new(address: std::net::SocketAddr) -> Self {
        let client = Client::builder().redirect(Policy::none()).no_proxy().timeout(Duration::from_secs(20)).build();
        Self { client: client.expect("a client can be made"), address: format!("http://{address}"), cookies: String::new() }
    }

    /// `None` where nobody answers, or with a failure of the server's own.
    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Option<Response> {
        let request = self.client.post(format!("{}{path}", self.address)).header(header::ORIGIN, &self.address);
        let response = request.header(header::COOKIE, &self.cookies).form(form).send().await.ok()?;
        (!response.status().is_server_error()).then_some(response)
    }

    async fn sign_in(&mut self) {
        let form = [("login", "customer@switchyard.test"), ("password", service::demo::PASSWORD)];
        let response = until("signing in", SOON, async || self.post("/sign-in", &form).await).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "the sample's customer may sign in");
        let cookies = response.headers().get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
        self.cookies = cookies.collect::<Vec<_>>().join("; ");
    }

    /// Calls a function of the server until it answers; whoever is not signed in (any more) signs in.
    pub async fn call<F: ServerFn, T: DeserializeOwned>(&mut self, form: &[(&str, &str)]) -> T {
        loop {
            let answer = until(F::PATH, SOON, async || {
                let response = self.post(F::PATH, form).await?;
                let status = response.status();
                // An answer that breaks off is none.
                Some((status, response.bytes().await.ok()?))
            });
            let (status, body) = answer.await;
            if status == StatusCode::UNAUTHORIZED {
                self.sign_in().await;
                continue;
            }
            let text = String::from_utf8_lossy(&body);
            assert!(status.is_success(), "{} refuses with {status}: {text}", F::PATH);
            return serde_json::from_str(&text).unwrap_or_else(|error| panic!("{} answers {text}: {error}", F::PATH));
        }
    }
}
