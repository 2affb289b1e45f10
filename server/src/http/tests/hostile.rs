//! What attackers and broken programs send, and chance that is the same at every run.

/// Values as they stand in a form, percent-coded.
pub const JUNK: &[&str] = &[
    "%00",
    "a%00b",
    "%FF%FE",
    "%E2%80%AEdlrow",
    "%F0%9F%A6%80",
    "%27%3B+DROP+TABLE+users%3B+--",
    "%25_%5C",
    "-1",
    "0",
    "99999999999999999999999",
    "1e309",
    "NaN",
    "%0D%0ASet-Cookie%3A+a%3Db",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "%7B%7D",
    "null",
    "usr_",
    "f%7E",
    "b00000000-0000-0000-0000-000000000000%7Eff",
    "2026-02-30",
    "9999-12-31",
];

/// The ends of numbers, of days and of what is text. Each field meets some of them.
pub const BORDERS: &[&str] = &[
    "%ED%A0%80",
    "%ED%A0%BD%ED%B8%80",
    "%uD83D%uDE00",
    "%C0%80",
    "%F4%90%80%80",
    "%EF%BF%BF",
    "%C2%85%E2%80%A8",
    "%E2%80%8B",
    "%1B%5B31m",
    "%",
    "%4",
    "%GG",
    "32768",
    "65536",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "0.0000000000000000000001",
    "%D9%A1%D9%A2%D9%A3",
    "-0",
    "0x7f",
    "%2B1",
    "true",
    "0000-00-00",
    "-0001-01-01",
    "%2B275760-09-13",
    "9999-12",
    "f00000000-0000-0000-0000-000000000000%7E6100",
    "f00000000-0000-0000-0000-000000000000%7E39323233333732303336383534373735383038",
    "%5B%5B%5B",
    "..%2F..%2Fetc%2Fpasswd",
    "%24%7B7*7%7D%7B%7B7*7%7D",
    "http%3A%2F%2Fa%00b",
    "%2B34600111222%2C%2C%2C%2B34600111222",
];

/// How many of the borders each field meets, unless `SWITCHYARD_JUNK` asks for more.
const SOME: usize = 4;

/// Chance by a seed (`SplitMix64`).
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// With this seed.
    pub const fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below this one, which is more than nothing.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % (most as u64)).expect("it is below a usize")
    }

    /// One of these.
    pub fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// All junk, and some of the borders.
    pub fn values(&mut self) -> Vec<&'static str> {
        let some = std::env::var("SWITCHYARD_JUNK").map_or(SOME, |text| text.parse().expect("SWITCHYARD_JUNK is a number"));
        let first = self.below(BORDERS.len());
        JUNK.iter().copied().chain(BORDERS.iter().copied().cycle().skip(first).take(some.min(BORDERS.len()))).collect()
    }
}
