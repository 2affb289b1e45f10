//! Names of people as they write them, by script, each with how it reads in Latin letters (for addresses). To add a script: its lists
//! of at least sixty first and last names, and its row in [`SCRIPTS`].

use std::sync::LazyLock;

use super::dice::Dice;

/// How people of one part of the world are called, and what they use.
#[derive(Debug)]
pub struct Script {
    first: Vec<(&'static str, String)>,
    last: Vec<(&'static str, String)>,
    /// Family name first, without a space.
    family_first: bool,
    /// Mobile numbers of their country, with `#` for any digit.
    phones: &'static [&'static str],
    /// What they pay in.
    pub currency: &'static str,
    /// Zone they live in.
    pub zone: &'static str,
    /// Language they read here.
    pub locale: domain::text::Locale,
    /// Of a hundred people, how many.
    share: usize,
}

/// A person's name and how it reads in Latin letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As they write it.
    pub full: String,
    /// First name in Latin letters.
    pub first: String,
    /// Last name in Latin letters.
    pub last: String,
}

/// Lower-case Latin letters without marks.
fn plain(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            'á' | 'à' | 'ã' | 'â' => Some('a'),
            'é' | 'ê' => Some('e'),
            'í' => Some('i'),
            'ó' | 'õ' | 'ô' => Some('o'),
            'ú' | 'ü' => Some('u'),
            'ñ' => Some('n'),
            'ç' => Some('c'),
            c if c.is_ascii_alphanumeric() => Some(c),
            _ => None,
        })
        .collect()
}

/// `name` or `name/latin`, separated by spaces.
fn list(text: &'static str) -> Vec<(&'static str, String)> {
    text.split_whitespace()
        .map(|entry| entry.split_once('/').map_or_else(|| (entry, plain(entry)), |(name, latin)| (name, latin.to_owned())))
        .collect()
}

/// Numbers of North America that are kept for stories; other countries keep none for mobiles, or too few.
const FOR_STORIES: [&str; 12] = [
    "+121255501##",
    "+131055501##",
    "+131255501##",
    "+140455501##",
    "+141555501##",
    "+150355501##",
    "+161755501##",
    "+170255501##",
    "+171355501##",
    "+171855501##",
    "+177355501##",
    "+191755501##",
];

/// All scripts, the commonest first.
pub static SCRIPTS: LazyLock<Vec<Script>> = LazyLock::new(|| {
    use domain::text::Locale::{Ar, En, Es};
    let script = |first, last, family_first, phones, currency, zone, locale, share| Script {
        first: list(first),
        last: list(last),
        family_first,
        phones,
        currency,
        zone,
        locale,
        share,
    };
    vec![
        script(lists::HINDI_FIRST, lists::HINDI_LAST, false, &["+919#########"], "INR", "Asia/Kolkata", En, 26),
        script(lists::ENGLISH_FIRST, lists::ENGLISH_LAST, false, &FOR_STORIES, "USD", "America/New_York", En, 20),
        script(lists::SPANISH_FIRST, lists::SPANISH_LAST, false, &["+346########"], "EUR", "Europe/Madrid", Es, 14),
        script(lists::ARABIC_FIRST, lists::ARABIC_LAST, false, &["+97150#######", "+97155#######"], "AED", "Asia/Dubai", Ar, 14),
        script(
            lists::PORTUGUESE_FIRST,
            lists::PORTUGUESE_LAST,
            false,
            &["+55119########", "+55219########"],
            "BRL",
            "America/Sao_Paulo",
            Es,
            12,
        ),
        script(lists::JAPANESE_FIRST, lists::JAPANESE_LAST, true, &["+81901#######"], "JPY", "Asia/Tokyo", En, 6),
        script(lists::CHINESE_FIRST, lists::CHINESE_LAST, true, &["+86138########", "+86186########"], "USD", "Asia/Shanghai", En, 4),
        script(lists::CYRILLIC_FIRST, lists::CYRILLIC_LAST, false, &["+38160#######", "+38164#######"], "EUR", "Europe/Belgrade", En, 4),
    ]
});

impl Script {
    /// One by its share of the people.
    pub fn pick(dice: &mut Dice) -> &'static Self {
        let mut left = dice.below(SCRIPTS.iter().map(|script| script.share).sum());
        for script in SCRIPTS.iter() {
            if left < script.share {
                return script;
            }
            left -= script.share;
        }
        &SCRIPTS[0]
    }

    /// A mobile number that the country's plan knows; the last digit may be any.
    pub fn phone(&self, dice: &mut Dice) -> String {
        let digit = |dice: &mut Dice| char::from(b'0' + u8::try_from(dice.below(10)).unwrap_or(0));
        let pattern = *dice.pick(self.phones);
        pattern.chars().map(|c| if c == '#' { digit(dice) } else { c }).collect()
    }

    /// A name.
    pub fn name(&self, dice: &mut Dice) -> Name {
        let (first, last) = (dice.pick(&self.first), dice.pick(&self.last));
        let full = if self.family_first { format!("{}{}", last.0, first.0) } else { format!("{} {}", first.0, last.0) };
        Name { full, first: first.1.clone(), last: last.1.clone() }
    }
}

#[path = "name_lists.rs"]
mod lists;

/// Names of businesses: every number has its own, the first 72,000 without a number in it.
#[must_use]
pub fn business(number: u64) -> String {
    const HOW: &[&str] = &[
        "Blue", "Golden", "Silver", "Bright", "Green", "Royal", "Prime", "Urban", "Global", "Swift", "Clear", "North", "Southern",
        "Eastern", "Western", "Grand", "Happy", "Crystal", "Rapid", "Noble", "Smart", "Fresh", "Pure", "True", "Modern", "Classic",
        "Sunny", "Lunar", "Solar", "Coastal", "Alpine", "Desert", "Island", "Metro", "Civic", "Harvest", "Summit", "Pioneer", "Liberty",
        "Heritage", "Velvet", "Copper", "Amber", "Emerald", "Ruby", "Ivory", "Maple", "Cedar", "Lotus", "Saffron", "Jasmine", "Orchid",
        "Falcon", "Tiger", "Phoenix", "Dolphin", "Atlas", "Zenith", "Vertex", "Horizon",
    ];
    const WHAT: &[&str] = &[
        "Harbor", "Garden", "Bridge", "Market", "River", "Valley", "Stone", "Lantern", "Anchor", "Compass", "Orchard", "Meadow", "Crown",
        "Arrow", "Beacon", "Circle", "Window", "Corner", "Station", "Palace", "Temple", "Tower", "Gate", "Field", "Forest", "Ocean",
        "Spring", "Cloud", "Signal", "Thread", "Needle", "Kitchen", "Table", "Spice", "Coffee", "Bakery", "Fabric", "Leather", "Ceramic",
        "Paper", "Print", "Wheel", "Engine", "Motor", "Cargo", "Parcel", "Voyage", "Journey", "Clinic", "Dental", "Vision", "Wellness",
        "Fitness", "Academy", "Campus", "Library", "Studio", "Gallery", "Music", "Media",
    ];
    const KIND: &[&str] = &[
        "Trading",
        "Foods",
        "Logistics",
        "Travels",
        "Services",
        "Solutions",
        "Traders",
        "Group",
        "Partners",
        "Supplies",
        "Electronics",
        "Textiles",
        "Clinic",
        "Academy",
        "Motors",
        "Realty",
        "Events",
        "Store",
        "Labs",
        "Co",
    ];
    let all = (HOW.len() * WHAT.len() * KIND.len()) as u64;
    // A step that shares no factor with the number of names visits each of them once.
    let place = usize::try_from(number.wrapping_mul(30_011) % all).unwrap_or(0);
    let name = format!("{} {} {}", HOW[place % HOW.len()], WHAT[place / HOW.len() % WHAT.len()], KIND[place / HOW.len() / WHAT.len()]);
    if number < all { name } else { format!("{name} {}", number / all + 1) }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_script_has_its_sixty_names_and_reads_in_latin_letters() {
        for script in SCRIPTS.iter() {
            for list in [&script.first, &script.last] {
                let names: HashSet<&str> = list.iter().map(|(name, _)| *name).collect();
                assert!(names.len() >= 60, "{} of {}", names.len(), script.currency);
                assert!(
                    list.iter().all(|(_, latin)| !latin.is_empty() && latin.bytes().all(|byte| byte.is_ascii_lowercase())),
                    "{}",
                    script.currency
                );
            }
            let phone = script.phone(&mut Dice::of(1, "phone", 0));
            assert!(phonenumber::parse(None, &phone).is_ok_and(|number| phonenumber::is_valid(&number)), "{phone}");
        }
    }

    #[test]
    fn no_two_businesses_have_one_name() {
        let names: HashSet<String> = (0..80_000).map(business).collect();
        assert_eq!(names.len(), 80_000);
    }
}
