//! What the user table can be filtered by; each name is the parameter of [`UserFilter`](domain::user::UserFilter). To add one: the
//! parameter there, a line here.

use std::sync::Arc;

use api::viewer::may;
use domain::{
    Msg,
    access::{Operation, Role},
    msg,
    user::{
        CHOICES_MAX, ChoiceKind, EmailStatus, MAX_TIER, UserChoices, UserChoicesQuery, UserFilter, UserListQuery, UserSort, UserStatus,
    },
};
use leptos::prelude::*;
use ui::{Choice, Filter, Find, LookupField, SelectField, number, t};

use super::units::Units;

/// Asks for the choices, and for what is chosen among them.
pub fn asked(filter: &UserFilter) -> UserChoicesQuery {
    let UserFilter { organisation, branch, folder, manager, plan, .. } = *filter;
    UserChoicesQuery { organisation, branch, folder, manager, plan, ..UserChoicesQuery::default() }
}

/// The filters that this viewer may use; those by branch and folder where an organisation is chosen that has any, or one of them is.
pub fn filters(choices: UserChoices, query: Memo<UserListQuery>) -> Vec<Filter> {
    let mut filters = vec![
        Filter::choice(
            "status",
            msg::userpages_status(),
            UserStatus::ALL.map(|status| Choice::msg(status.code(), status.label())).to_vec(),
        ),
        Filter::choice("role", msg::userpages_role(), Role::ALL.map(|role| Choice::msg(role.code(), role.label())).to_vec()),
        Filter::choice(
            "tier",
            msg::userpages_tier(),
            (0..=MAX_TIER).map(|tier| Choice::new(tier.to_string(), number(tier.into()))).collect(),
        ),
        one_of("plan", msg::userpages_plan(), ChoiceKind::Plan, &choices),
        one_of("organisation", msg::userpages_organisation(), ChoiceKind::Organisation, &choices),
        one_of("manager", msg::userpages_manager(), ChoiceKind::Manager, &choices),
    ];
    if may(Operation::ListPayments) {
        let paid = vec![Choice::msg("yes", msg::userpages_has_paid()), Choice::msg("no", msg::userpages_never_paid())];
        filters.push(Filter::choice("paid", msg::userpages_paid(), paid));
    }
    let Units { branches, folders } = Units::following(&choices, Signal::derive(move || query.with(|query| asked(&query.filter))));
    filters.extend([
        Filter::changing("branch", msg::userpages_branch(), branches).of("organisation"),
        Filter::changing("folder", msg::userpages_folder(), folders).of("organisation"),
        Filter::choice(
            "email_status",
            msg::userpages_email(),
            EmailStatus::ALL.map(|status| Choice::msg(status.code(), status.label())).to_vec(),
        ),
        Filter::text("tag", msg::userpages_tag()),
        Filter::date("registered_from", msg::userpages_registered_from()),
        Filter::date("registered_to", msg::userpages_registered_to()),
        Filter::date("seen_from", msg::userpages_seen_from()),
        Filter::date("seen_to", msg::userpages_seen_to()),
    ]);
    filters.push(Filter::changing("import", msg::userpages_import_filter(), import_of(query)));
    filters
}

/// The import that the address names, and none else: its own page leads here, and knows what it is called.
fn import_of(query: Memo<UserListQuery>) -> RwSignal<Vec<Choice>> {
    let named = move || {
        let import = query.with(|query| query.filter.import);
        import.map(|id| Choice::msg(id.to_string(), msg::userpages_import_this())).into_iter().collect::<Vec<_>>()
    };
    let choices = RwSignal::new(untrack(named));
    Effect::new(move |_| {
        let named = named();
        if choices.with_untracked(|known| *known != named) {
            choices.set(named);
        }
    });
    choices
}

/// The orders of the list, the usual one first.
pub fn sorts() -> Vec<Choice> {
    let usual = UserListQuery::default().sort;
    let words = |sort: UserSort| match sort {
        UserSort::Registered => msg::userpages_registered(),
        UserSort::Name => msg::userpages_name(),
        UserSort::Email => msg::userpages_email(),
        UserSort::LastSeen => msg::userpages_last_seen(),
        UserSort::Status => msg::userpages_status(),
    };
    let way = |sort: UserSort, descending: bool| {
        let value = match (sort == usual && descending == usual.begins_descending(), descending) {
            (true, _) => String::new(),
            (false, true) => format!("-{}", sort.code()),
            (false, false) => sort.code().to_owned(),
        };
        let column = t(words(sort));
        Choice::new(value, t(if descending { msg::ui_sort_down(column) } else { msg::ui_sort_up(column) }))
    };
    UserSort::ALL.into_iter().flat_map(|sort| [sort.begins_descending(), !sort.begins_descending()].map(|down| way(sort, down))).collect()
}

/// One kind of what can be chosen.
pub fn of(kind: ChoiceKind, choices: &UserChoices) -> Vec<Choice> {
    match kind {
        ChoiceKind::Plan => named(&choices.plans),
        ChoiceKind::Manager => named(&choices.managers),
        ChoiceKind::Parent => named(&choices.parents),
        ChoiceKind::Organisation => named(&choices.organisations),
        ChoiceKind::Branch => named(&choices.branches),
        ChoiceKind::Folder => named(&choices.folders),
    }
}

/// Names with ids as choices.
pub fn named<I: ToString>(things: &[(I, String)]) -> Vec<Choice> {
    things.iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect()
}

/// Finds those of a kind that the first do not hold.
fn find(kind: ChoiceKind) -> Find {
    Arc::new(move |q| {
        Box::pin(async move {
            let query = UserChoicesQuery { q, only: vec![kind], ..UserChoicesQuery::default() };
            api::users::list_user_choices(query).await.map(|choices| of(kind, &choices)).map_err(|error| error.0.message)
        })
    })
}

/// A filter by one of a kind: a list, or a lookup where a list cannot hold them all.
pub fn one_of(name: &'static str, label: Msg, kind: ChoiceKind, choices: &UserChoices) -> Filter {
    let first = of(kind, choices);
    if first.len() < CHOICES_MAX { Filter::choice(name, label, first) } else { Filter::lookup(name, label, first, find(kind)) }
}

/// A field that is one of a kind, after the same rule. `extra` stands before them.
pub fn field_of(
    name: &'static str,
    label: Msg,
    kind: ChoiceKind,
    choices: &UserChoices,
    extra: Option<Choice>,
    value: String,
    blank: Msg,
) -> AnyView {
    let first = of(kind, choices);
    let many = first.len() >= CHOICES_MAX;
    let options: Vec<Choice> = extra.into_iter().chain(first).collect();
    if many {
        view! { <LookupField name label options find=find(kind) value blank/> }.into_any()
    } else {
        view! { <SelectField name label options value blank/> }.into_any()
    }
}
