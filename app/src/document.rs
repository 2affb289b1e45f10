//! The HTML document around each entry: head, look of the viewer, and the script that wakes the page up. Nothing inline but that one
//! script, which carries the nonce of the page's policy.

use domain::session::PageContext;
use leptos::prelude::*;

use crate::{customer::CustomerApp, door::DoorApp, staff::StaffApp};

/// Which bundle a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The staff side.
    Staff,
    /// The customer side.
    Customer,
    /// Before the door; no script.
    Door,
}

/// Paths of the built site's files, where they were built.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// The stylesheet.
    pub css: Option<String>,
    /// Script and WebAssembly of the entry.
    pub script: Option<(String, String)>,
    /// The entry's words in the viewer's language.
    pub catalogue: Option<String>,
    /// The icon.
    pub favicon: Option<String>,
    /// The web app's manifest.
    pub manifest: Option<String>,
}

/// The staff side as a document.
pub fn staff() -> impl IntoView {
    document(Entry::Staff, || StaffApp().into_any())
}

/// The customer side as a document.
pub fn customer() -> impl IntoView {
    document(Entry::Customer, || CustomerApp().into_any())
}

/// The pages before the door as a document.
pub fn door() -> impl IntoView {
    document(Entry::Door, || DoorApp().into_any())
}

fn document(entry: Entry, body: fn() -> AnyView) -> impl IntoView {
    let page = expect_context::<PageContext>();
    let assets = use_context::<Assets>().unwrap_or_default();
    let locale = page.locale;
    // Before the door there are few icons, and no script that could need others later.
    let sprite = (entry != Entry::Door).then(|| {
        provide_context(ui::icon::Sprite);
        ui::icon::sprite()
    });
    view! {
        <!DOCTYPE html>
        <html lang=locale.tag() dir=locale.direction() data-theme=page.theme.code() data-density=if page.compact { "compact" } else { "regular" }>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                {assets.css.clone().map(|href| view! { <link rel="stylesheet" href=href/> })}
                {assets.favicon.clone().map(|href| view! { <link rel="icon" type="image/svg+xml" href=href/> })}
                {assets.manifest.clone().map(|href| view! { <link rel="manifest" href=href/> })}
                {(entry != Entry::Door).then(|| view! { <script type="application/json" id="page-context" inner_html=script_json(&page)></script> })}
                {(entry != Entry::Door).then(|| wake(&assets))}
                <leptos_meta::MetaTags/>
            </head>
            // The application comes first: hydration walks the body from its first child.
            <body>{body()}{sprite}</body>
        </html>
    }
}

/// JSON that cannot end the script element it stands in.
fn script_json(page: &PageContext) -> String {
    serde_json::to_string(page).unwrap_or_default().replace('<', "\\u003c")
}

/// Browsers that run no script fetch nothing that only a script needs.
const SCRIPTED: &str = "(scripting: enabled)";

/// What fetches and starts the bundle.
fn wake(assets: &Assets) -> Option<AnyView> {
    let (js, wasm) = assets.script.clone()?;
    let catalogue = assets.catalogue.clone()?;
    let start = format!("import init,{{wake}} from {js:?};init({{module_or_path:{wasm:?}}}).then(()=>wake({catalogue:?}));");
    Some(
        view! {
            <link rel="modulepreload" href=js media=SCRIPTED/>
            <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous" media=SCRIPTED/>
            <link rel="preload" href=catalogue r#as="fetch" crossorigin="anonymous" media=SCRIPTED/>
            <script type="module" nonce=leptos::nonce::use_nonce() inner_html=start></script>
        }
        .into_any(),
    )
}
