//! Chance that is the same for a seed on every machine and for ever: SplitMix64, seeded for each thing apart, so that any user's
//! payments can be made again without making those before. Nothing secret comes from here.

use domain::time::Timestamp;
use uuid::Uuid;

/// See the module's words.
#[derive(Debug, Clone)]
pub struct Dice(u64);

fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

impl Dice {
    /// For the thing of this kind with this number.
    #[must_use]
    pub fn of(seed: u64, kind: &str, number: u64) -> Self {
        let kind = kind.bytes().fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
        Self(mix(mix(seed ^ kind).wrapping_add(number)))
    }

    /// The next 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number below this one (which is more than nothing).
    pub fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.roll() % (most.max(1) as u64)).unwrap_or(0)
    }

    /// Whether something happens that does so many times in a hundred.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A moment from the first to the second.
    pub fn between(&mut self, from: Timestamp, to: Timestamp) -> Timestamp {
        let span = u64::try_from(to.0 - from.0).unwrap_or(0);
        Timestamp(from.0 + i64::try_from(self.roll() % span.max(1)).unwrap_or(0))
    }

    /// A UUIDv7 of this moment.
    pub fn uuid(&mut self, at: Timestamp) -> Uuid {
        let mut chance = [0_u8; 10];
        chance[..8].copy_from_slice(&self.roll().to_le_bytes());
        chance[8..].copy_from_slice(&self.roll().to_le_bytes()[..2]);
        uuid::Builder::from_unix_timestamp_millis(u64::try_from(at.millis()).unwrap_or(0), &chance).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_thing_falls_the_same_way_and_another_does_not() {
        let roll = |seed, kind, number| {
            let mut dice = Dice::of(seed, kind, number);
            (dice.roll(), dice.uuid(Timestamp(7)))
        };
        assert_eq!(roll(1, "user", 5), roll(1, "user", 5));
        assert_ne!(roll(1, "user", 5), roll(2, "user", 5));
        assert_ne!(roll(1, "user", 5), roll(1, "payment", 5));
        assert_ne!(roll(1, "user", 5), roll(1, "user", 6));
    }
}
