//! Acting on the ticked rows: one plain form, to which the boxes in the table belong. It stands folded above the table; once hydrated it
//! unfolds with the first tick and says how many there are.

use domain::{msg, user::UserChoices};
use leptos::prelude::*;
use ui::{Choice, FormActions, FormBody, Icon, IconName, RowSelection, SelectField, Submission, SubmitForm, t, use_toasts};

use super::filters::named;

/// Id of the form.
const FORM: &str = "assign";

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
            chosen.set(Vec::new());
            toasts.good(msg::userpages_assigned(count));
        }
    });
    let count = move || chosen.with(Vec::len);
    let some = move || count() > 0;
    let words = move || if count() == 0 { t(msg::userpages_with_selected()) } else { t(msg::userpages_with_selected_count(count())) };
    view! {
        <details class="bulk" class:bulk-chosen=some open=some>
            <summary class="button"><Icon name=IconName::CheckCircle/><span class="button-words" role="status">{words}</span></summary>
            <SubmitForm to=assign attr:id=FORM>
                <FormBody id="assign" error=assign.error() pending=assign.pending()>
                    <p class="soft">{t(msg::userpages_assign_explain())}</p>
                    <div class="form-columns">
                        <SelectField name="manager" label=msg::userpages_manager() options=or_none(named(choices.managers), msg::userpages_no_manager()) blank=msg::userpages_leave()/>
                        <SelectField
                            name="organisation" label=msg::userpages_organisation()
                            options=or_none(named(choices.organisations), msg::userpages_no_organisation()) blank=msg::userpages_leave()
                        />
                    </div>
                    <FormActions submit=msg::userpages_assign()/>
                </FormBody>
            </SubmitForm>
        </details>
    }
}

/// The choices, and that of taking away.
fn or_none(mut choices: Vec<Choice>, none: domain::Msg) -> Vec<Choice> {
    choices.insert(0, Choice::msg("none", none));
    choices
}
