//! A browser without a page, a customer's or the owner's: signs in by the form, and calls the server's functions as the pages do.

use std::time::Duration;

use reqwest::{Client, Response, StatusCode, header, redirect::Policy};
use serde::de::DeserializeOwned;
use server_fn::ServerFn;

use super::program::{SOON, until};

/// See the module's words.
pub struct Browser {
    client: Client,
    address: String,
    login: &'static str,
    cookies: String,
}

impl Browser {
    /// The sample's customer, who is about to sign in at this address.
    pub fn new(address: std::net::SocketAddr) -> Self {
        Self::of("customer@switchyard.test", address)
    }

    /// The sample's owner.
    pub fn owner(address: std::net::SocketAddr) -> Self {
        Self::of("owner@switchyard.test", address)
    }

    fn of(login: &'static str, address: std::net::SocketAddr) -> Self {
        let client = Client::builder().redirect(Policy::none()).no_proxy().timeout(Duration::from_secs(20)).build();
        Self { client: client.expect("a client can be made"), address: format!("http://{address}"), login, cookies: String::new() }
    }

    /// `None` where nobody answers.
    async fn send(&self, path: &str, form: &[(&str, &str)]) -> Option<Response> {
        let request = self.client.post(format!("{}{path}", self.address)).header(header::ORIGIN, &self.address);
        request.header(header::COOKIE, &self.cookies).form(form).send().await.ok()
    }

    /// `None` where nobody answers, or with a failure of the server's own.
    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Option<Response> {
        self.send(path, form).await.filter(|response| !response.status().is_server_error())
    }

    /// Signs in by the form.
    pub async fn sign_in(&mut self) {
        let form = [("login", self.login), ("password", service::demo::PASSWORD)];
        let response = until("signing in", SOON, async || self.post("/sign-in", &form).await).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{} may sign in", self.login);
        let cookies = response.headers().get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
        self.cookies = cookies.collect::<Vec<_>>().join("; ");
    }

    /// Calls a function of the server once, whatever it answers; `None` where nobody answers, or the answer breaks off.
    pub async fn once<F: ServerFn>(&self, form: &[(&str, &str)]) -> Option<(StatusCode, String)> {
        let response = self.send(F::PATH, form).await?;
        let status = response.status();
        Some((status, String::from_utf8_lossy(&response.bytes().await.ok()?).into_owned()))
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
