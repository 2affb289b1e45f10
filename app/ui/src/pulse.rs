//! When to fetch again: soon after the first event, then at most once in a while however many follow; and data that is drawn once and
//! renewed in its place, so that nothing that is being typed, chosen or read beside it is lost.

use std::{future::Future, time::Duration};

use leptos::prelude::*;

/// How long after the first event.
const SOON: Duration = Duration::from_millis(150);

/// How long a pulse rests between two beats where a page has no reason for another time.
const REST: Duration = Duration::from_millis(700);

/// A version that grows in measured steps.
#[derive(Clone, Copy)]
pub struct Pulse {
    version: RwSignal<u64>,
    resting: StoredValue<bool>,
    again: StoredValue<bool>,
    rest: Duration,
}

impl Default for Pulse {
    fn default() -> Self {
        Self::new(REST)
    }
}

impl Pulse {
    /// A pulse that rests so long between two beats.
    #[must_use]
    pub fn new(rest: Duration) -> Self {
        Self { version: RwSignal::new(0), resting: StoredValue::new(false), again: StoredValue::new(false), rest }
    }

    /// The version, for the source of a resource.
    #[must_use]
    pub fn get(self) -> u64 {
        self.version.get()
    }

    /// Something happened. Only in a browser.
    pub fn beat(self) {
        if self.resting.try_get_value() != Some(false) {
            self.again.try_set_value(true);
            return;
        }
        self.resting.set_value(true);
        set_timeout(
            move || {
                self.version.try_update(|version| *version += 1);
            },
            SOON,
        );
        set_timeout(move || self.wake(), self.rest);
    }

    /// Fetches at once.
    pub fn now(self) {
        self.version.update(|version| *version += 1);
    }

    fn wake(self) {
        self.resting.try_set_value(false);
        if self.again.try_get_value() == Some(true) {
            self.again.set_value(false);
            self.beat();
        }
    }
}

/// A value that is fetched again with each beat and put in the place of the old one. What cannot be had now stays as it was; the next
/// beat asks again.
pub fn renewed<T, E, F>(first: T, pulse: Pulse, fetch: impl Fn() -> F + 'static) -> RwSignal<T>
where
    T: Send + Sync + 'static,
    E: 'static,
    F: Future<Output = Result<T, E>> + 'static,
{
    let kept = RwSignal::new(first);
    Effect::new(move |known: Option<()>| {
        let _ = pulse.get();
        if known.is_none() {
            return;
        }
        let coming = fetch();
        leptos::task::spawn_local(async move {
            if let Ok(fresh) = coming.await {
                kept.try_set(fresh);
            }
        });
    });
    kept
}

/// Beats again and again while the page is looked at; for what changes without an event, such as when something was last checked.
pub fn beat_every(pulse: Pulse, every: Duration) {
    Effect::new(move |_| {
        let beat = move || {
            if !document().hidden() {
                pulse.beat();
            }
        };
        if let Ok(handle) = set_interval_with_handle(beat, every) {
            on_cleanup(move || handle.clear());
        }
    });
}
