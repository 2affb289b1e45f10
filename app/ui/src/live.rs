//! Live events in the browser. One stream per browser, not per tab: tabs queue for a Web Lock, whoever holds it opens the stream and
//! passes every event on through a broadcast channel; when that tab closes the next one takes over. `EventSource` reconnects by
//! itself and says which event it saw last. Where locks are missing (plain HTTP on another machine), each tab has its own stream.
//!
//! A page calls [`on_live`], or [`live_version`] as part of a resource's source. On the server nothing happens.

use std::{cell::RefCell, rc::Rc, time::Duration};

use domain::{Error, ErrorKind, live::LiveEvent};
use js_sys::{Function, Object, Promise, Reflect};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, EventSource, MessageEvent, RequestInit, Response};

/// Where the stream is.
pub const EVENTS: &str = "/events";

/// The event that says that the session has ended.
const SIGNED_OUT: &str = "signed-out";
/// How long after a refusal the stream is asked for again.
const LATER: Duration = Duration::from_secs(30);

type Listener = Rc<dyn Fn(u64, &LiveEvent)>;

thread_local! {
    static LISTENERS: RefCell<Vec<(u64, Listener)>> = const { RefCell::new(Vec::new()) };
    static LAST_LISTENER: RefCell<u64> = const { RefCell::new(0) };
    static STARTED: RefCell<bool> = const { RefCell::new(false) };
    static OUT: RefCell<Option<RwSignal<bool>>> = const { RefCell::new(None) };
}

/// Sets the signal once the session is seen to have ended.
pub(crate) fn when_signed_out(out: RwSignal<bool>) {
    OUT.with_borrow_mut(|known| *known = Some(out));
}

fn signed_out() {
    if let Some(out) = OUT.with_borrow(|out| *out) {
        out.try_set(true);
    }
}

/// Looks at what was refused: who must sign in for it is not signed in any more.
pub(crate) fn notice(error: &Error) {
    if error.kind == ErrorKind::SignIn {
        signed_out();
    }
}

/// Begins to listen. Call it once, at the root of the pages of someone who is signed in.
pub fn provide_live() {
    Effect::new(move |_| {
        let first = STARTED.with_borrow_mut(|started| !std::mem::replace(started, true));
        if first {
            start("switchyard-live");
        }
    });
}

/// Calls `listener` with each event (and its number) until the component goes away.
pub fn on_live(listener: impl Fn(u64, &LiveEvent) + 'static) {
    let listener = StoredListener::new(Rc::new(listener));
    Effect::new(move |_| {
        let Some(listener) = listener.take() else { return };
        let id = LAST_LISTENER.with_borrow_mut(|last| {
            *last += 1;
            *last
        });
        LISTENERS.with_borrow_mut(|all| all.push((id, listener)));
        on_cleanup(move || LISTENERS.with_borrow_mut(|all| all.retain(|(known, _)| *known != id)));
    });
}

/// A number that grows with each event that `concerns` says yes to (and after each [`LiveEvent::Resync`]). Read it in the source of
/// a resource and the resource is fetched again.
#[must_use]
pub fn live_version(concerns: impl Fn(&LiveEvent) -> bool + 'static) -> ReadSignal<u64> {
    let (version, set_version) = signal(0_u64);
    on_live(move |_, event| {
        if matches!(event, LiveEvent::Resync) || concerns(event) {
            set_version.try_update(|version| *version += 1);
        }
    });
    version
}

/// The newest event and its number.
#[must_use]
pub fn use_live() -> ReadSignal<Option<(u64, LiveEvent)>> {
    let (latest, set_latest) = signal(None);
    on_live(move |id, event| {
        set_latest.try_set(Some((id, event.clone())));
    });
    latest
}

/// Holds a listener until the browser runs the first effect. The server never does, and drops it where it was made.
struct StoredListener(RefCell<Option<Listener>>);

impl StoredListener {
    fn new(listener: Listener) -> Self {
        Self(RefCell::new(if is_browser() { Some(listener) } else { None }))
    }
    fn take(&self) -> Option<Listener> {
        self.0.borrow_mut().take()
    }
}

fn start(name: &str) {
    let Ok(channel) = BroadcastChannel::new(name) else { return listen(None) };
    let heard = Closure::<dyn Fn(MessageEvent)>::new(|message: MessageEvent| {
        if let Some(text) = message.data().as_string() {
            tell(&text);
        }
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // The channel lives as long as the page.
    heard.forget();
    if !lead_when_free(name, &channel) {
        listen(None);
    }
}

/// Waits for the lock; whoever gets it leads until its page goes away. Says no where the browser has no locks.
fn lead_when_free(name: &str, channel: &BroadcastChannel) -> bool {
    let navigator: JsValue = window().navigator().into();
    let Some(locks) = Reflect::get(&navigator, &JsValue::from_str("locks")).ok().filter(JsValue::is_object) else { return false };
    let Some(request) = Reflect::get(&locks, &JsValue::from_str("request")).ok().and_then(|request| request.dyn_into::<Function>().ok())
    else {
        return false;
    };
    let channel = channel.clone();
    let held = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        listen(Some(channel));
        // A promise that never settles holds the lock.
        Promise::new(&mut |_, _| {})
    });
    request.call2(&locks, &JsValue::from_str(name), &held).is_ok()
}

/// Opens the stream; tells this page, and the other tabs through the channel.
fn listen(channel: Option<BroadcastChannel>) {
    let Ok(source) = EventSource::new(EVENTS) else { return };
    let others = channel.clone();
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        let Some(data) = message.data().as_string() else { return };
        tell_all(others.as_ref(), &format!("{} {data}", message.last_event_id()));
    });
    source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    let (others, stream) = (channel.clone(), source.clone());
    let over = Closure::<dyn Fn(MessageEvent)>::new(move |_: MessageEvent| {
        stream.close();
        tell_all(others.as_ref(), SIGNED_OUT);
    });
    let _ = source.add_event_listener_with_callback(SIGNED_OUT, over.as_ref().unchecked_ref());
    over.forget();
    let stream = source.clone();
    let failed = Closure::<dyn Fn()>::new(move || {
        // The browser tries again by itself, but not after a refusal.
        if stream.ready_state() == EventSource::CLOSED {
            spawn_local(refused(channel.clone()));
        }
    });
    source.set_onerror(Some(failed.as_ref().unchecked_ref()));
    failed.forget();
    keep(&source);
}

/// The stream was refused: for good where nobody is signed in, else it is asked for again.
async fn refused(channel: Option<BroadcastChannel>) {
    let init = RequestInit::new();
    init.set_method("HEAD");
    let answer =
        JsFuture::from(window().fetch_with_str_and_init(EVENTS, &init)).await.ok().and_then(|answer| answer.dyn_into::<Response>().ok());
    if answer.is_some_and(|answer| answer.status() == 401) {
        tell_all(channel.as_ref(), SIGNED_OUT);
    } else {
        set_timeout(move || listen(channel), LATER);
    }
}

/// Tells this page, and the other tabs through the channel. One that cannot be told asks again when it is looked at.
fn tell_all(channel: Option<&BroadcastChannel>, text: &str) {
    if let Some(channel) = channel {
        let _ = channel.post_message(&JsValue::from_str(text));
    }
    tell(text);
}

/// Keeps the stream reachable for as long as the page stands.
fn keep(source: &EventSource) {
    let holder = Object::new();
    let _ = Reflect::set(&holder, &JsValue::from_str("source"), source);
    let _ = Reflect::set(&window(), &JsValue::from_str("switchyardLive"), &holder);
}

/// Tells everyone in this page. What cannot be read is from another version of the server: ask for everything again.
fn tell(text: &str) {
    if text == SIGNED_OUT {
        return signed_out();
    }
    let (id, data) = text.split_once(' ').unwrap_or(("", text));
    let event = crate::data::read(data).unwrap_or(LiveEvent::Resync);
    let listeners: Vec<Listener> = LISTENERS.with_borrow(|all| all.iter().map(|(_, listener)| Rc::clone(listener)).collect());
    for listener in listeners {
        listener(id.parse().unwrap_or_default(), &event);
    }
}
