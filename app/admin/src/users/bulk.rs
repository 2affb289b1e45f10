//! Acting on the ticked rows: a bar over the end of the window, and in it one plain form, to which the boxes in the table belong. It has
//! every manager and organisation to choose from, so it is drawn only once it is wanted: with the first tick, or, without script, by a
//! link below the table. Nothing in the page moves when it comes.

use domain::{
    msg,
    user::{ChoiceKind, UserChoices},
};
use leptos::prelude::*;
use ui::{
    Button, ButtonKind, Choice, FormActions, FormBody, Icon, IconName, LinkButton, Query, RowSelection, Submission, SubmitForm, t,
    use_address, use_toasts, want_focus,
};

use super::filters::field_of;

/// Id of the form.
const FORM: &str = "assign";

/// In the address: the form is wanted.
const WANTED: (&str, &str) = ("assign", "open");

/// What ties the table's boxes to the form.
#[must_use]
pub fn selection(chosen: RwSignal<Vec<String>>) -> RowSelection {
    RowSelection { form: FORM, name: "ids[]", chosen }
}

/// The bar.
#[component]
pub fn BulkBar(
    /// Gives users a manager or an organisation.
    assign: Submission,
    /// Ids of the ticked users.
    chosen: RwSignal<Vec<String>>,
    /// Whom and what they can be given.
    choices: UserChoices,
) -> impl IntoView {
    let toasts = use_toasts();
    Effect::new(move |_| {
        if let Some(count) = assign.answer::<usize>() {
            want_focus(".table-region");
            chosen.set(Vec::new());
            toasts.good(msg::userpages_assigned(count));
        }
    });
    let address = use_address();
    let asked = Query::of(&address.get_untracked()).get(WANTED.0) == Some(WANTED.1);
    let wanted = Memo::new(move |before| before == Some(&true) || asked || chosen.with(|chosen| !chosen.is_empty()));
    let inside = move || {
        if wanted.get() {
            bar(assign, chosen, choices.clone(), asked)
        } else {
            let href = Signal::derive(move || address.link(&address.query().with(WANTED.0, WANTED.1)));
            view! { <div class="without-script"><LinkButton href icon=IconName::CheckCircle>{t(msg::userpages_with_selected())}</LinkButton></div> }
                .into_any()
        }
    };
    view! { <div class="bulk-place">{inside}</div> }
}

fn bar(assign: Submission, chosen: RwSignal<Vec<String>>, choices: UserChoices, asked: bool) -> AnyView {
    let count = move || chosen.with(Vec::len);
    let some = move || count() > 0;
    // The choices, and that of taking away.
    let choice = |name, label, kind, none| {
        field_of(name, label, kind, &choices, Some(Choice::msg("none", none)), String::new(), msg::userpages_leave())
    };
    let manager = choice("manager", msg::userpages_manager(), ChoiceKind::Manager, msg::userpages_no_manager());
    let organisation = choice("organisation", msg::userpages_organisation(), ChoiceKind::Organisation, msg::userpages_no_organisation());
    let words = move || if count() == 0 { t(msg::userpages_with_selected()) } else { t(msg::userpages_with_selected_count(count())) };
    let clear = move |_| {
        want_focus(".table-region");
        chosen.set(Vec::new());
    };
    view! {
        <div class="bulk" class:bulk-chosen=some>
            <div class="bulk-line">
                <p class="bulk-count" role="status">{move || some().then(|| t(msg::userpages_selected(count())))}</p>
                <span class="needs-script"><Button kind=ButtonKind::Quiet icon=IconName::Close on:click=clear>{t(msg::userpages_clear_selection())}</Button></span>
            </div>
            <details open=asked>
                <summary class="button"><Icon name=IconName::CheckCircle/><span class="button-words">{words}</span></summary>
                <SubmitForm to=assign attr:id=FORM>
                    <FormBody id="assign" error=assign.error() pending=assign.pending()>
                        <p class="soft">{t(msg::userpages_assign_explain())}</p>
                        <div class="form-columns">
                            {manager}
                            {organisation}
                        </div>
                        <FormActions submit=msg::userpages_assign()/>
                    </FormBody>
                </SubmitForm>
            </details>
        </div>
    }
    .into_any()
}
