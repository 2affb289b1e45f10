//! Choosing a file: the native input, drawn large, on which a file can also be dropped once hydrated.

use domain::{Msg, msg};
use leptos::{ev, html, prelude::*};

use crate::{
    field::{FieldSpec, Wiring, wired},
    icon::{Icon, IconName},
    text::t,
};

/// A field for one file.
#[component]
pub fn FileDrop(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Label.
    label: Msg,
    /// Which files: `.csv,text/csv`.
    accept: &'static str,
    /// What is expected.
    #[prop(optional)]
    hint: Option<Msg>,
    /// Told of a chosen file.
    #[prop(optional)]
    on_file: Option<Callback<web_sys::File>>,
) -> impl IntoView {
    wired(FieldSpec { name, label, hint, required: true, check: None, quiet: false }, move |wiring| control(wiring, accept, on_file))
}

fn control(wiring: Wiring, accept: &'static str, on_file: Option<Callback<web_sys::File>>) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let (over, chosen) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let Wiring { id, name, described_by, invalid, changed, .. } = wiring;
    let show = move |file: Option<web_sys::File>| {
        let Some(file) = file else { return chosen.set(None) };
        #[expect(clippy::cast_possible_truncation, reason = "a file's size fits 53 bits")]
        let kilobytes = (file.size() as i64 + 1023) / 1024;
        chosen.set(Some(t(msg::ui_file_chosen(file.name(), kilobytes))));
        changed.run(file.name());
        if let Some(on_file) = on_file {
            on_file.run(file);
        }
    };
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let (Some(files), Some(input)) = (event.data_transfer().and_then(|data| data.files()), node.get_untracked()) {
            input.set_files(Some(&files));
            show(files.get(0));
        }
    };
    view! {
        <div
            class="drop"
            class:drop-over=move || over.get()
            on:dragover=move |event| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <Icon name=IconName::Upload/>
            <input
                node_ref=node class="drop-input" type="file" id=id name=name accept=accept required=true
                aria-describedby=described_by aria-invalid=move || invalid.get().then_some("true")
                on:change:target=move |event| show(event.target().files().and_then(|files| files.get(0)))
            />
            <p class="drop-words" aria-hidden="true"><strong>{t(msg::ui_file_choose())}</strong>" "{t(msg::ui_file_drop())}</p>
            <p class="drop-chosen" role="status" dir="auto">{move || chosen.get()}</p>
        </div>
    }
    .into_any()
}
