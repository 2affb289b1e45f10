//! Time zones that people choose from: those of the IANA list that are called after a place, and UTC. Others of the list (`Factory`,
//! `Etc/…`, names of countries and offsets) are no answer to the question where somebody is.

use std::sync::LazyLock;

/// What a name begins with that is called after a place.
const REGIONS: [&str; 10] = ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let of_place = |name: &String| name.split_once('/').is_some_and(|(region, _)| REGIONS.contains(&region));
    let all = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    let mut names: Vec<String> = all.filter(of_place).chain(["UTC".to_owned()]).collect();
    names.sort_unstable();
    names.dedup();
    names
});

/// All of them, by name.
#[must_use]
pub fn names() -> &'static [String] {
    &NAMES
}

/// The name as the list has it, however it is typed; `None` where nobody can choose it.
#[must_use]
pub fn known(text: &str) -> Option<&'static str> {
    let text = text.trim();
    NAMES.iter().find(|name| name.eq_ignore_ascii_case(text)).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finding_74_places_can_be_chosen_and_what_is_no_place_cannot() {
        for (typed, name) in [("Europe/Madrid", "Europe/Madrid"), (" asia/kolkata ", "Asia/Kolkata"), ("utc", "UTC")] {
            assert_eq!(known(typed), Some(name), "{typed}");
        }
        for none in ["Factory", "Etc/UTC", "Etc/Unknown", "Etc/GMT+5", "GMT", "EST5EDT", "US/Eastern", "Mars/Base", "", "posix/Asia/Tokyo"]
        {
            assert_eq!(known(none), None, "{none}");
        }
        assert!(names().len() > 300 && names().is_sorted(), "{}", names().len());
        assert!(names().iter().all(|name| crate::context::is_time_zone(name)));
    }
}
