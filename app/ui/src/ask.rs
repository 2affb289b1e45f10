//! Dialogs with an address: `?ask=deactivate` opens one. A link opens it, a link closes it, its form works without script, and the
//! browser's back button does what people expect. The server leads a plain form back to the page without the dialog.

use domain::{Msg, msg};
use leptos::prelude::*;

use crate::{
    address::{Address, Query, use_address},
    button::{Button, ButtonKind, LinkButton},
    dialog::Dialog,
    form::FormBody,
    submit::{Submission, SubmitForm},
    text::t,
};

/// Parameters that open a dialog, and a row's menu, which does not stay open below one.
const PARAMETERS: [&str; 3] = ["ask", "of", "menu"];

/// The address with this dialog open.
#[must_use]
pub fn asking(address: Address, ask: &str) -> String {
    closed(address).with("ask", ask).on(&address.get())
}

/// The address with this dialog open, about that thing.
#[must_use]
pub fn asking_of(address: Address, ask: &str, of: &str) -> String {
    closed(address).with("ask", ask).with("of", of).on(&address.get())
}

/// The query without any dialog.
fn closed(address: Address) -> Query {
    address.query().without_all(&PARAMETERS)
}

/// Closes what is open, as after an answer.
pub fn close(address: Address) {
    let here = address.get_untracked();
    let query = Query::of(&here);
    if query.get("ask").is_some() {
        address.replace(&query.without_all(&PARAMETERS).on(&here));
    }
}

/// Closes the dialog whenever `done` says that what it asked for is done.
pub fn close_when(done: impl Fn() -> bool + 'static) {
    let address = use_address();
    Effect::new(move |_| {
        if done() {
            close(address);
        }
    });
}

/// A dialog that is open while `ask` in the address says so and `holds` agrees.
#[component]
pub fn AskDialog(
    /// Value of `ask`, and the dialog's id.
    ask: &'static str,
    /// What it is about.
    title: Msg,
    /// Whether the question makes sense now; one may have answered it in another tab.
    #[prop(default = Signal::stored(true), into)]
    holds: Signal<bool>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let address = use_address();
    let asked = move || address.query().get("ask") == Some(ask) && holds.get();
    let open = RwSignal::new(untrack(asked));
    Effect::new(move |_| open.set(asked()));
    let close_href = untrack(|| closed(address).on(&address.get()));
    view! { <Dialog id=format!("ask-{ask}") open title close_href on_close=Callback::new(move |()| close(address))>{children()}</Dialog> }
}

/// The form of a question about one thing: what was refused, the verb, and the way back.
#[component]
pub fn AskForm(
    /// What it does.
    to: Submission,
    /// To which thing; sent as `id`.
    #[prop(into)]
    of: Signal<String>,
    /// What it does, as a word.
    verb: Msg,
    /// How loud.
    #[prop(default = ButtonKind::Danger)]
    kind: ButtonKind,
    /// Further fields.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let address = use_address();
    let back = Signal::derive(move || closed(address).on(&address.get()));
    view! {
        <SubmitForm to>
            <input type="hidden" name="id" value=move || of.get()/>
            {children.map(|children| children())}
            <FormBody id="ask" error=to.error() pending=to.pending()>
                <div class="form-actions">
                    <Button kind submit=true pending=to.pending()>{t(verb)}</Button>
                    <LinkButton href=back attr:data-noscroll="" attr:autofocus="">{t(msg::ui_cancel())}</LinkButton>
                </div>
            </FormBody>
        </SubmitForm>
    }
}
