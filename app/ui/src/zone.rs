//! A time zone, chosen from those that the server offers: a list without script, a search once awake.

use std::sync::Arc;

use domain::Msg;
use leptos::prelude::*;

use crate::{
    field::Choice,
    lookup::{Find, Found, LookupField},
};

/// Most that a search offers.
const MOST: usize = 50;

/// A field `time_zone`.
#[component]
pub fn ZoneField(
    /// Label.
    label: Msg,
    /// All zones, by name.
    zones: Vec<String>,
    /// What is chosen at first; also where it is none of them.
    #[prop(optional, into)]
    value: String,
    /// The choice of nothing.
    blank: Msg,
    /// Must be chosen.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let own = (!value.is_empty() && !zones.contains(&value)).then(|| value.clone());
    let options: Vec<Choice> = own.into_iter().chain(zones).map(|zone| Choice::new(zone.clone(), zone.replace('_', " "))).collect();
    let known = options.clone();
    let find: Find = Arc::new(move |text: String| -> Found {
        let found = matching(&known, &text);
        Box::pin(async move { Ok::<_, Msg>(found) })
    });
    view! { <LookupField name="time_zone" label options find value blank required/> }
}

/// Those whose name holds every word.
fn matching(known: &[Choice], text: &str) -> Vec<Choice> {
    let text = text.to_lowercase().replace('_', " ");
    let fits = |choice: &&Choice| {
        let label = choice.label.to_lowercase();
        text.split_whitespace().all(|word| label.contains(word))
    };
    known.iter().filter(fits).take(MOST).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_by_any_part_of_its_name() {
        let known: Vec<Choice> =
            ["America/New_York", "Asia/Kolkata", "Europe/Madrid"].map(|zone| Choice::new(zone, zone.replace('_', " "))).into();
        let found = |text: &str| matching(&known, text).into_iter().map(|choice| choice.value).collect::<Vec<_>>();
        assert_eq!(found("york new"), ["America/New_York"]);
        assert_eq!(found("new_y"), ["America/New_York"]);
        assert_eq!(found("a").len(), 3);
        assert_eq!(found("mars"), Vec::<String>::new());
    }
}
