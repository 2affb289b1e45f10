//! What the page at hand adds to the palette, for as long as it stands, and what it says was opened.

use leptos::prelude::*;

use super::{Entry, recent};

/// Entries of the page at hand with the number of who put them there.
type Offered = (u64, Vec<Entry>);

/// What pages know of the palette.
#[derive(Clone, Copy)]
pub(crate) struct Offers {
    offered: RwSignal<Offered>,
    next: StoredValue<u64>,
    /// Who is signed in: what one opens is remembered for oneself.
    whose: StoredValue<String>,
}

impl Offers {
    fn new(whose: String) -> Self {
        Self { offered: RwSignal::default(), next: StoredValue::new(0), whose: StoredValue::new(whose) }
    }
    pub(super) fn entries(self) -> Vec<Entry> {
        self.offered.with(|(_, entries)| entries.clone())
    }
    pub(super) fn whose(self) -> String {
        self.whose.get_value()
    }
}

/// Makes the palette known to the pages. Call it once, in the shell.
pub(crate) fn provide_offers(whose: String) {
    provide_context(Offers::new(whose));
}

pub(super) fn here() -> Offers {
    use_context().unwrap_or_else(|| Offers::new(String::new()))
}

/// Adds entries to the palette for as long as the component stands; they follow what they are made of.
pub fn offer(entries: impl Fn() -> Vec<Entry> + 'static) {
    let offers = here();
    let own = offers.next.get_value() + 1;
    offers.next.set_value(own);
    Effect::new(move |_| offers.offered.set((own, entries())));
    on_cleanup(move || {
        // The page that came instead may have put its own there already.
        let is_own = offers.offered.try_with_untracked(|(whose, _)| *whose == own);
        if is_own == Some(true) {
            offers.offered.set(Offered::default());
        }
    });
}

/// Says that this was opened, so that the palette offers it again.
pub fn opened(entry: impl Fn() -> Entry + 'static) {
    let offers = here();
    Effect::new(move |_| recent::note(&offers.whose(), &entry()));
}
