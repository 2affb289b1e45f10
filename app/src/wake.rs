//! How a page wakes up in the browser: reads its context, fetches its words, gives both as context and hydrates.

use std::sync::Arc;

use domain::session::PageContext;
use leptos::prelude::*;
use ui::text::BrowserIntl;

/// Hydrates the document's body with `entry`, with the words found at `catalogue`.
pub async fn wake(catalogue: String, entry: fn() -> AnyView) {
    let Some(page) = page_context() else { return };
    let words = ui::text::fetch_catalogue(&catalogue).await.unwrap_or_default();
    let words = Arc::new(words);
    leptos::mount::hydrate_body(move || {
        let intl = Arc::new(BrowserIntl::new(page.locale, &page.time_zone));
        provide_context(page.clone());
        ui::text::provide_text(words.clone(), page.locale, intl);
        entry()
    });
    // Tests, and styles that need script, see that the page is awake.
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-awake", "yes");
    }
}

fn page_context() -> Option<PageContext> {
    let json = document().get_element_by_id("page-context")?.text_content()?;
    ui::data::read(&json).ok()
}
