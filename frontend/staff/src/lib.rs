//! The browser's entry of the staff side: nothing but the start.

use leptos::prelude::IntoAny as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's start script with the path of its words.
#[wasm_bindgen]
pub async fn wake(catalogue: String) {
    console_error_panic_hook::set_once();
    app::wake::wake(catalogue, || app::StaffApp().into_any()).await;
}
