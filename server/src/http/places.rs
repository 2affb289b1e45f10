//! Connections by address: nobody holds more than a share of them, so that one machine that opens many and says nothing leaves room for
//! everybody else. An IPv6 network of /64 is one address, because one customer has all of it; a trusted proxy carries everybody and has
//! no share.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// How many connections each address has.
#[derive(Debug, Clone)]
pub struct Places {
    counts: Arc<Mutex<HashMap<IpAddr, usize>>>,
    most: usize,
    exempt: Arc<[IpAddr]>,
}

/// One connection's place; free again when it is dropped.
#[derive(Debug)]
pub struct Place {
    /// None for those who have no share.
    held: Option<(Places, IpAddr)>,
}

/// The address that has a share.
fn holder(peer: IpAddr) -> IpAddr {
    match peer {
        IpAddr::V4(_) => peer,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
    }
}

impl Places {
    /// At most so many for each address that is not exempt.
    pub fn new(most: usize, exempt: &[IpAddr]) -> Self {
        Self { counts: Arc::default(), most, exempt: exempt.iter().map(IpAddr::to_canonical).collect() }
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        // Numbers cannot be left half written.
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for one more of this peer, where there is one.
    pub fn take(&self, peer: IpAddr) -> Option<Place> {
        let peer = peer.to_canonical();
        if self.exempt.contains(&peer) {
            return Some(Place { held: None });
        }
        let holder = holder(peer);
        let mut counts = self.counts();
        let count = counts.entry(holder).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        drop(counts);
        Some(Place { held: Some((self.clone(), holder)) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((places, holder)) = &self.held else { return };
        let mut counts = places.counts();
        if let Some(count) = counts.get_mut(holder) {
            *count -= 1;
            if *count == 0 {
                counts.remove(holder);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn w3_an_address_has_a_share_and_a_network_of_ipv6_is_one_address() {
        let places = Places::new(2, &[address("10.0.0.1")]);
        let held: Vec<_> = ["192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1", "2001:db8::ffff:2"]
            .map(|peer| places.take(address(peer)).expect("there is room"))
            .into_iter()
            .collect();
        for full in ["192.0.2.1", "::ffff:192.0.2.1", "2001:db8::3"] {
            assert!(places.take(address(full)).is_none(), "{full}");
        }
        assert!(places.take(address("192.0.2.2")).is_some() && places.take(address("2001:db8:0:1::1")).is_some());
        let proxied: Vec<_> = (0..10).filter_map(|_| places.take(address("::ffff:10.0.0.1"))).collect();
        assert_eq!(proxied.len(), 10, "a proxy carries everybody");
        drop(held);
        assert!(places.counts().is_empty(), "who has none is forgotten");
    }
}
