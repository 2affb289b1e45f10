//! How much of something that lasts a while one person has at a time: live streams, of which each costs memory as long as it stands, and
//! files that are on their way here or from here.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::ids::UserId;

/// Most streams of one person: one per browser, and those that a lost connection leaves open for a while.
pub const MOST: usize = 50;

/// The count of each person who has any.
#[derive(Debug, Clone)]
pub struct Streams {
    counts: Arc<Mutex<HashMap<UserId, usize>>>,
    most: usize,
}

impl Default for Streams {
    fn default() -> Self {
        Self::of(MOST)
    }
}

/// One open stream; dropped with it.
#[derive(Debug)]
pub struct Place {
    streams: Streams,
    user: UserId,
}

impl Streams {
    /// At most so many for each person.
    #[must_use]
    pub fn of(most: usize) -> Self {
        Self { counts: Arc::default(), most }
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<UserId, usize>> {
        // Numbers cannot be left half written.
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for one more, where there is one.
    #[must_use]
    pub fn take(&self, user: UserId) -> Option<Place> {
        let mut counts = self.counts();
        let count = counts.entry(user).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        drop(counts);
        Some(Place { streams: self.clone(), user })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.streams.counts();
        if let Some(count) = counts.get_mut(&self.user) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_its_stream_ends() {
        let (streams, one, two) = (Streams::default(), UserId(uuid::Uuid::from_u128(1)), UserId(uuid::Uuid::from_u128(2)));
        let mut places: Vec<_> = (0..MOST).map(|_| streams.take(one).expect("there is room")).collect();
        assert!(streams.take(one).is_none() && streams.take(two).is_some());
        places.pop();
        assert!(streams.take(one).is_some(), "the one that ended made room");
        places.clear();
        assert!(streams.counts().is_empty(), "who has none is forgotten");
    }
}
