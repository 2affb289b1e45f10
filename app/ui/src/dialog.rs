//! Dialogs on the native `<dialog>`: it keeps the focus inside, gives it back, closes on Esc and lies above everything. A dialog that
//! a page opens by its address is written open (and works without script); hydrated, it becomes modal.

use domain::{Msg, msg};
use leptos::{ev, html, prelude::*};

use crate::{
    button::{Button, ButtonKind, IconButton, IconLink},
    focus,
    icon::IconName,
    text::t,
};

/// A dialog.
#[component]
pub fn Dialog(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// Whether it is open; it sets this to false when it closes.
    open: RwSignal<bool>,
    /// What it is about.
    title: Msg,
    /// Where closing leads without script; also for dialogs with an address of their own.
    #[prop(optional, into)]
    close_href: Option<String>,
    /// Told when it closes.
    #[prop(optional)]
    on_close: Option<Callback<()>>,
    /// Room for more than a sentence.
    #[prop(optional)]
    wide: bool,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    keep_modal(node, open);
    let title_id = format!("{id}-title");
    let closed = move |_: ev::Event| {
        open.set(false);
        if let Some(on_close) = on_close {
            on_close.run(());
        }
        // The browser gives the focus back, unless what opened it is gone.
        request_animation_frame(focus::recover);
    };
    let close = match close_href {
        Some(href) => view! { <IconLink href icon=IconName::Close label=msg::ui_close()/> }.into_any(),
        None => view! { <IconButton icon=IconName::Close label=msg::ui_close() on:click=move |_| open.set(false)/> }.into_any(),
    };
    view! {
        <dialog
            id=id
            class=if wide { "dialog dialog-wide" } else { "dialog" }
            node_ref=node
            open=open.get_untracked()
            aria-labelledby=title_id.clone()
            on:close=closed
            on:click=move |event| close_on_backdrop(node, &event)
        >
            <div class="dialog-box">
                <header class="dialog-head">
                    <h2 class="dialog-title" id=title_id.clone()>{t(title)}</h2>
                    {close}
                </header>
                {children()}
            </div>
        </dialog>
    }
}

/// Opens and closes the element as the signal says; one that was written open becomes modal.
pub(crate) fn keep_modal(node: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    Effect::new(move |known: Option<bool>| {
        let Some(element) = node.get() else { return known.unwrap_or_default() };
        let wanted = open.get();
        if wanted && (known != Some(true) || !element.open()) {
            if element.open() {
                let _ = element.remove_attribute("open");
            }
            // Refused only where the element left the page meanwhile.
            let _ = element.show_modal();
            focus::enter(&element);
        } else if !wanted && element.open() {
            element.close();
        }
        wanted
    });
}

/// A press beside the box closes the dialog.
pub(crate) fn close_on_backdrop(node: NodeRef<html::Dialog>, event: &ev::MouseEvent) {
    if let Some(element) = node.get_untracked()
        && event.target().is_some_and(|target| target == ****element)
    {
        element.close();
    }
}

/// Asks before something that matters. Only what cannot be taken back asks for a `word` to be typed.
#[component]
pub fn ConfirmDialog(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question.
    title: Msg,
    /// What will happen.
    message: Msg,
    /// What confirming does, as a verb.
    confirm: Msg,
    /// Cannot be taken back.
    #[prop(optional)]
    danger: bool,
    /// To be typed first.
    #[prop(optional, into)]
    word: Option<String>,
    /// Under way.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Told when confirmed. It does not close by itself: close it when the answer is there.
    on_confirm: Callback<()>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let asked = word.clone();
    let held = Signal::derive(move || asked.as_ref().is_some_and(|word| typed.with(|typed| typed.trim() != word)));
    let kind = if danger { ButtonKind::Danger } else { ButtonKind::Primary };
    let safe = word.is_none().then_some("");
    let field = word.map(|word| {
        let field_id = format!("{id}-word");
        view! {
            <div class="field">
                <label class="field-label" for=field_id.clone()>{t(msg::ui_confirm_word(word))}</label>
                <input class="input" id=field_id autofocus=true autocomplete="off" spellcheck="false"
                    on:input:target=move |event| typed.set(event.target().value())/>
            </div>
        }
    });
    view! {
        <Dialog id open title>
            <p>{t(message)}</p>
            {field}
            <div class="form-actions">
                <Button kind pending disabled=held on:click=move |_| on_confirm.run(())>{t(confirm)}</Button>
                <Button attr:autofocus=safe on:click=move |_| open.set(false)>{t(msg::ui_cancel())}</Button>
            </div>
        </Dialog>
    }
}
