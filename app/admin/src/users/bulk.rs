//! Acting on the ticked rows, or on everybody who matches: a bar over the end of the window, and in it one plain form, to which the boxes
//! in the table belong. It has every manager and organisation to choose from, so it is drawn only once it is wanted: with the first tick,
//! or, without script, by a link below the table. Nothing in the page moves when it comes. Many are changed a part at a time: each answer
//! says with what to go on, and the form is sent again until nothing is left.

use api::{users::ChangeUsers, viewer::may};
use domain::{
    access::Operation,
    kpi::Kpis,
    msg,
    user::{BulkOutcome, ChoiceKind, UserChoices, UserListQuery, UserStatus, check_tags},
};
use leptos::{html, prelude::*};
use ui::{
    Button, ButtonKind, Choice, Data, FormActions, FormBody, Icon, IconName, LinkButton, Load, Query, RowSelection, SelectField, Shape,
    Submission, SubmitForm, TextField, Toasts, t, use_address, use_toasts, want_focus,
};
use wasm_bindgen::JsCast;

use super::filters::field_of;

/// Id of the form.
const FORM: &str = "assign";

/// In the address: the form is wanted.
const WANTED: (&str, &str) = ("assign", "open");

/// Where the file with the chosen comes from.
const EXPORT: &str = "/admin/users/export.csv";

/// Who is marked, and what came of the last change.
#[derive(Clone, Copy, Default)]
pub struct Marked {
    /// Ids of the ticked users.
    pub chosen: RwSignal<Vec<String>>,
    /// Everybody who matches, whether on this page or not.
    pub all: RwSignal<bool>,
    /// How many changes came to their end.
    pub finished: RwSignal<usize>,
    /// What was changed so far, part by part.
    so_far: RwSignal<BulkOutcome>,
}

impl Marked {
    /// Nobody.
    pub fn clear(self) {
        self.chosen.set(Vec::new());
        self.all.set(false);
    }

    fn is_some(self) -> bool {
        self.all.get() || self.chosen.with(|chosen| !chosen.is_empty())
    }
}

/// What ties the table's boxes to the form.
#[must_use]
pub fn selection(chosen: RwSignal<Vec<String>>) -> RowSelection {
    RowSelection { form: FORM, name: "ids[]", chosen }
}

/// The bar.
#[component]
pub fn BulkBar(
    /// Who is marked.
    marked: Marked,
    /// Whom and what they can be given.
    choices: UserChoices,
    /// How many match.
    kpis: Data<Kpis>,
    /// What they match.
    query: Memo<UserListQuery>,
) -> impl IntoView {
    let change = Submission::to::<ChangeUsers>();
    let (toasts, after) = (use_toasts(), NodeRef::<html::Input>::new());
    Effect::new(move |_| {
        if let Some(part) = change.answer::<BulkOutcome>() {
            went_on(marked, part, after, toasts);
        } else if change.error().with(Option::is_some) {
            // Sent again it begins from the start: whoever was changed stays so.
            start_over(marked, after);
        }
    });
    let address = use_address();
    let asked = Query::of(&address.get_untracked()).get(WANTED.0) == Some(WANTED.1);
    let wanted = Memo::new(move |before| before == Some(&true) || asked || marked.is_some());
    let inside = move || {
        if wanted.get() {
            bar(Bar { change, marked, choices: choices.clone(), kpis, query, after, asked })
        } else {
            let href = Signal::derive(move || address.link(&address.query().with(WANTED.0, WANTED.1)));
            view! { <div class="without-script"><LinkButton href icon=IconName::CheckCircle>{t(msg::userpages_with_selected())}</LinkButton></div> }
                .into_any()
        }
    };
    view! { <div class="bulk-place">{inside}</div> }
}

/// Adds up, and goes on where there are more.
fn went_on(marked: Marked, part: BulkOutcome, after: NodeRef<html::Input>, toasts: Toasts) {
    let so_far = marked.so_far.get_untracked().and(part);
    let next = so_far.next.clone();
    let (changed, refused) = (so_far.changed, so_far.refused);
    marked.so_far.set(so_far);
    if let Some(next) = next {
        return send(after, &next);
    }
    start_over(marked, after);
    want_focus(".table-region");
    marked.clear();
    if changed > 0 || refused == 0 {
        toasts.good(msg::userpages_assigned(changed));
    } else {
        toasts.bad(msg::userpages_refused(refused));
    }
}

/// The next change is a new one.
fn start_over(marked: Marked, after: NodeRef<html::Input>) {
    if let Some(input) = after.get_untracked() {
        input.set_value("");
    }
    marked.so_far.update(|so_far| so_far.next = None);
    marked.finished.update(|finished| *finished += 1);
}

/// Sends the form again, for the next part.
fn send(after: NodeRef<html::Input>, next: &str) {
    let Some(input) = after.get_untracked() else { return };
    input.set_value(next);
    let form = document().get_element_by_id(FORM).and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok());
    if let Some(form) = form {
        // The answer to the last part is dealt with when the frame is drawn.
        request_animation_frame(move || {
            let _ = form.request_submit();
        });
    }
}

/// What the bar is made of.
struct Bar {
    change: Submission,
    marked: Marked,
    choices: UserChoices,
    kpis: Data<Kpis>,
    query: Memo<UserListQuery>,
    after: NodeRef<html::Input>,
    asked: bool,
}

fn bar(of: Bar) -> AnyView {
    let Bar { change, marked, kpis, asked, .. } = of;
    let Marked { chosen, all, so_far, .. } = marked;
    let count = move || chosen.with(Vec::len);
    let left = move || so_far.with(|so_far| so_far.refused > 0 && so_far.next.is_none());
    let some = move || marked.is_some() || left();
    let words = move || match (all.get(), count()) {
        (true, _) => t(msg::userpages_change_all()),
        (false, 0) => t(msg::userpages_with_selected()),
        (false, count) => t(msg::userpages_with_selected_count(count)),
    };
    let said = move || {
        let (changed, more) = so_far.with(|so_far| (so_far.changed + so_far.unchanged, so_far.next.is_some()));
        match (more, all.get()) {
            (true, _) => t(msg::userpages_changing(changed)),
            (false, true) => t(msg::userpages_all_selected()),
            (false, false) if count() == 0 => String::new(),
            (false, false) => t(msg::userpages_selected(count())),
        }
    };
    let clear = move |_| {
        want_focus(".table-region");
        so_far.set(BulkOutcome::default());
        marked.clear();
    };
    // A new change says nothing of the last one.
    Effect::new(move |_| {
        if change.pending().get() && so_far.with_untracked(|so_far| so_far.next.is_none()) {
            so_far.set(BulkOutcome::default());
        }
    });
    let export = may(Operation::ExportUsers).then(|| {
        view! { <Button submit=true icon=IconName::Download attr:form=FORM attr:formaction=EXPORT>{t(msg::userpages_export_selected())}</Button> }
    });
    view! {
        <div class="bulk" class:bulk-chosen=some>
            <div class="bulk-line">
                <p class="bulk-count" role="status">{said}</p>
                <label class="field-check">
                    <input class="check" type="checkbox" form=FORM name="all" value="true" prop:checked=move || all.get()
                        on:change:target=move |event| all.set(event.target().checked())/>
                    <span><Load data=kpis shape=Shape::Lines(0) view=|kpis: Kpis| t(msg::userpages_all_matching(kpis.total_users)).into_any()/></span>
                </label>
                {export}
                <span class="needs-script"><Button kind=ButtonKind::Quiet icon=IconName::Close on:click=clear>{t(msg::userpages_clear_selection())}</Button></span>
            </div>
            {move || left().then(|| refusals(so_far.get()))}
            <details open=asked>
                <summary class="button"><Icon name=IconName::CheckCircle/><span class="button-words">{words}</span></summary>
                {form(of)}
            </details>
        </div>
    }
    .into_any()
}

fn form(of: Bar) -> AnyView {
    let Bar { change, choices, query, after, .. } = of;
    // The choices, and that of taking away.
    let choice = |name, label, kind, none| {
        field_of(name, label, kind, &choices, Some(Choice::msg("none", none)), String::new(), msg::userpages_leave())
    };
    let manager = choice("manager", msg::userpages_manager(), ChoiceKind::Manager, msg::userpages_no_manager());
    let organisation = choice("organisation", msg::userpages_organisation(), ChoiceKind::Organisation, msg::userpages_no_organisation());
    let states = UserStatus::ALL.map(|status| Choice::msg(status.code(), status.label()));
    let filter = move || {
        let kept = query.with(pairs);
        kept.into_iter().map(|pair| view! { <input type="hidden" name="filter[]" value=pair/> }).collect::<Vec<_>>()
    };
    view! {
        <SubmitForm to=change attr:id=FORM>
            <input type="hidden" name="after" value="" node_ref=after/>
            {filter}
            <FormBody id="assign" error=change.error() pending=change.pending()>
                <p class="soft">{t(msg::userpages_assign_explain())}</p>
                <div class="form-columns">
                    <SelectField name="status" label=msg::userpages_status() options=states.into() blank=msg::userpages_leave()/>
                    {manager}
                    {organisation}
                    <TextField name="add_tags" label=msg::userpages_add_tags() hint=msg::userpages_tags_hint() check=check_tags/>
                    <TextField name="remove_tags" label=msg::userpages_remove_tags() check=check_tags/>
                </div>
                <FormActions submit=msg::ui_apply()/>
            </FormBody>
        </SubmitForm>
    }
    .into_any()
}

/// The filter as the form carries it. One that is not understood is sent as one that the server refuses, for without it everybody would
/// be meant.
fn pairs(query: &UserListQuery) -> Vec<String> {
    let broken = (!query.filter.problems.is_empty()).then(|| "?=?".to_owned());
    let narrowing = query.filter.to_parameters().into_iter().filter(|(name, _)| *name != "month");
    narrowing.map(|(name, value)| format!("{name}={value}")).chain(broken).collect()
}

/// Who could not be changed, and why.
fn refusals(outcome: BulkOutcome) -> AnyView {
    let BulkOutcome { refused, refusals, .. } = outcome;
    let lines: Vec<_> = refusals
        .into_iter()
        .map(|refusal| {
            let name = refusal.name.unwrap_or_else(|| refusal.user.to_string());
            view! { <li>{t(msg::ui_field_problem(name, t(refusal.why)))}</li> }
        })
        .collect();
    view! {
        <div class="notice tone-warn bulk-refused" role="alert">
            <Icon name=IconName::Alert/>
            <div class="notice-words"><p class="notice-title">{t(msg::userpages_refused(refused))}</p><ul class="notice-list">{lines}</ul></div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_that_is_not_understood_never_means_everybody() {
        let read = |pairs: &[(&'static str, &'static str)]| UserListQuery::from_pairs(pairs.iter().copied());
        assert_eq!(pairs(&read(&[("status", "active"), ("month", "2026-10")])), ["status=active"]);
        let sent = pairs(&read(&[("stauts", "active")]));
        let again = domain::user::Picked::read(Vec::new(), true, &sent);
        assert!(matches!(again, domain::user::Picked::Matching(filter) if filter.check().is_err()));
    }
}
