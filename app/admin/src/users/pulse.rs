//! When to fetch again: soon after the first event, then at most once in a while however many follow.

use std::time::Duration;

use leptos::prelude::*;

/// How long after the first event.
const SOON: Duration = Duration::from_millis(150);

/// A version that grows in measured steps.
#[derive(Clone, Copy)]
pub struct Pulse {
    version: RwSignal<u64>,
    resting: StoredValue<bool>,
    again: StoredValue<bool>,
    rest: Duration,
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
