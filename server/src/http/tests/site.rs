//! A site of its own for each test: an owner, two dealers with a customer each, an employee, and browsers that keep their cookies.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use db::{exec, values};
use domain::{
    access::{Caller, Origin, Role},
    ids::UserId,
    user::UserForm,
};
use http_body_util::BodyExt as _;
use secrecy::SecretString;
use service::{
    Context,
    identity::{SignIn, caller_of, owner_create, passwords},
    live::Hub,
    texts::Texts,
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::{
    http::{DOWNLOADS_AT_ONCE, HttpState, Streams, UPLOADS_AT_ONCE, router},
    settings::{Given, Settings},
    site::Site as Files,
};

/// Everybody's password.
pub const PASSWORD: &str = "seven green kettles";
/// Where the site stands.
pub const HERE: &str = "https://panel.example.com";
/// What the bundler would have made.
const FILES: &[(&str, &str)] = &[
    ("main.css", "/assets/main.1.css"),
    ("staff.js", "/assets/staff.1.js"),
    ("staff.wasm", "/assets/staff.1.wasm"),
    ("customer.js", "/assets/customer.1.js"),
    ("customer.wasm", "/assets/customer.1.wasm"),
    ("favicon.svg", "/assets/favicon.1.svg"),
    ("manifest.webmanifest", "/assets/manifest.1.webmanifest"),
];
/// What hashing costs in tests.
const CHEAP: passwords::Cost = (8, 1, 1);

/// See the module's words.
pub struct Site {
    pub context: Context,
    pub settings: Settings,
    router: Router,
    stopping: CancellationToken,
    _fresh: db::testing::Fresh,
    _folder: tempfile::TempDir,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stopping.cancel();
    }
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// A header's text; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().expect("a header is text")).unwrap_or_default()
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// What a server function said.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {} {:?}", self.status, self.text))
    }

    /// The kind of a server function's refusal.
    pub fn kind(&self) -> String {
        self.json()["kind"].as_str().unwrap_or_default().to_owned()
    }

    /// The page without its tags.
    pub fn words(&self) -> String {
        let mut out = String::new();
        let mut inside = false;
        for letter in self.text.chars() {
            match letter {
                '<' => inside = true,
                '>' => inside = false,
                _ if !inside => out.push(letter),
                _ => {}
            }
        }
        out
    }
}

/// A form as it is posted.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let plain = |text: &str| crate::http::door::encode(text);
    fields.iter().map(|(name, value)| format!("{}={}", plain(name), plain(value))).collect::<Vec<_>>().join("&")
}

impl Site {
    /// A site that stands at this address.
    pub async fn at(public_url: &str) -> Self {
        Self::given(Given { public_url: Some(public_url.into()), ..Given::default() }).await
    }

    /// A site with these settings.
    pub async fn given(given: Given) -> Self {
        Self::over(db::testing::sqlite().await, given).await
    }

    /// A site over this database.
    async fn over(fresh: db::testing::Fresh, given: Given) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let given = Given {
            database_url: Some(fresh.settings.url.clone()),
            data_dir: Some(folder.path().to_owned()),
            public_url: given.public_url.or_else(|| Some(HERE.into())),
            upload_mb: Some(1),
            ..given
        };
        let settings = given.resolve().expect("the settings fit");
        let mut context = crate::command::open(&settings).await.expect("opens");
        context.settings = Arc::new(service::Settings { password_cost: CHEAP, ..(*context.settings).clone() });
        let stopping = CancellationToken::new();
        let state = HttpState {
            services: service::services(&context),
            sign_in: Arc::new(SignIn::new(context.clone())),
            hub: Arc::new(Hub::start(&context, stopping.clone())),
            streams: Streams::default(),
            uploads: Streams::of(UPLOADS_AT_ONCE),
            downloads: Streams::of(DOWNLOADS_AT_ONCE),
            texts: Arc::new(Texts::load()),
            site: Arc::new(Files::of(FILES)),
            settings: Arc::new(settings.clone()),
            metrics: metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder().handle(),
            stopping: stopping.clone(),
            context: context.clone(),
        };
        Self { context, settings, router: router(state), stopping, _fresh: fresh, _folder: folder }
    }

    /// With people: Olga owns it, Anna and Ben deal, Emma works for Olga with the post `super`, Alma is Anna's customer, Bela is Ben's.
    pub async fn with_people() -> (Self, BTreeMap<&'static str, UserId>) {
        Self::with_people_over(db::testing::sqlite().await).await
    }

    /// The same over this database.
    pub async fn with_people_over(fresh: db::testing::Fresh) -> (Self, BTreeMap<&'static str, UserId>) {
        let site = Self::over(fresh, Given::default()).await;
        let password = SecretString::from(PASSWORD.to_owned());
        let olga = owner_create(&site.context, "Olga Root", "olga@example.com", &password).await.expect("the owner is made");
        let mut people = BTreeMap::from([("olga", olga)]);
        for (name, by, role, post) in [
            ("anna", "olga", Role::SubDealer, ""),
            ("ben", "olga", Role::SubDealer, ""),
            ("emma", "olga", Role::Employee, "super"),
            ("sam", "anna", Role::Employee, "support"),
            ("alma", "anna", Role::Customer, ""),
            ("bela", "ben", Role::Customer, ""),
        ] {
            let form = UserForm {
                name: format!("{name} person"),
                email: format!("{name}@example.com"),
                role: role.code().into(),
                post: post.into(),
                ..UserForm::default()
            };
            let caller = site.caller(people[by]).await;
            people.insert(name, service::services(&site.context).users.create(&caller, &form).await.expect("people are made"));
        }
        let hash = passwords::hash(&password, CHEAP).await.expect("hashes");
        exec(site.context.db.write(), "UPDATE users SET password_hash = ?", values![hash]).await.expect("everybody has a password");
        (site, people)
    }

    /// The caller that this user is, past the door.
    pub async fn caller(&self, user: UserId) -> Caller {
        let account = db::identity::account::find(self.context.db.read(), user).await.expect("reads").expect("is there");
        caller_of(&account, None, &Origin::default()).expect("a caller").0
    }

    /// Asks the process to stop.
    pub fn stop(&self) {
        self.stopping.cancel();
    }

    /// A browser that nobody uses yet.
    pub fn browser(&self) -> Browser<'_> {
        Browser { site: self, cookies: BTreeMap::new() }
    }

    /// A browser in which this person is signed in.
    pub async fn signed_in(&self, name: &str) -> Browser<'_> {
        let mut browser = self.browser();
        let login = format!("{name}@example.com");
        let answer = browser.post("/sign-in", &[("login", &login), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name} signs in: {}", answer.words());
        browser
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.expect("the router always answers")
    }
}

/// A browser of somebody: it keeps cookies, and says where its requests come from.
#[derive(Clone)]
pub struct Browser<'a> {
    site: &'a Site,
    cookies: BTreeMap<String, String>,
}

impl Browser<'_> {
    /// A request with the cookies.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let mut builder = Request::builder().method(method.clone()).uri(path).header(header::HOST, "panel.example.com");
        if method != Method::GET {
            builder = builder.header(header::ORIGIN, &self.site.settings.public_url).header("sec-fetch-site", "same-origin");
        }
        let jar: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if jar.is_empty() { builder } else { builder.header(header::COOKIE, jar.join("; ")) }
    }

    /// Forgets a cookie, as a browser does when its time is over.
    pub fn forget(&mut self, name: &str) {
        self.cookies.remove(name);
    }

    /// Sends a request and keeps the cookies that come back.
    pub async fn send(&mut self, request: Request<Body>) -> Answer {
        let response = self.site.send(request).await;
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let text = cookie.to_str().expect("a cookie is text");
            let (name, value) = text.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie has a name");
            if text.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the body ends well").to_bytes();
        Answer { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path).header(header::ACCEPT, "text/html").body(Body::empty()).expect("a request");
        self.send(request).await
    }

    /// Posts a plain form, as a browser without script does.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from(path, &encoded(fields), None).await
    }

    /// Posts a plain form that stands on this page.
    pub async fn post_from(&mut self, path: &str, body: &str, page: Option<&str>) -> Answer {
        let mut builder = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "text/html,application/xhtml+xml");
        if let Some(page) = page {
            builder = builder.header(header::REFERER, format!("{}{page}", self.site.settings.public_url));
        }
        self.send(builder.body(Body::from(body.to_owned())).expect("a request")).await
    }

    /// Calls a server function, as the script of a page does.
    pub async fn call(&mut self, function: &str, arguments: &str) -> Answer {
        let request = self
            .request(Method::POST, &address_of(function))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json")
            .body(Body::from(arguments.to_owned()))
            .expect("a request");
        self.send(request).await
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }
}

/// The address at which a server function is registered.
pub fn address_of(function: &str) -> String {
    let found = registered().into_iter().find(|(name, _)| name == function);
    found.unwrap_or_else(|| panic!("{function} is not registered")).1
}

/// Names of all server functions, and their addresses, to which Leptos adds digits.
pub fn registered() -> Vec<(String, String)> {
    let name_of = |path: &str| path.trim_start_matches("/_fn/api/").trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned();
    server_fn::axum::server_fn_paths().map(|(path, _)| (name_of(path), path.to_owned())).collect()
}
