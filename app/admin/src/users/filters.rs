//! What the user table can be filtered by; each name is the parameter of [`UserFilter`](domain::user::UserFilter). To add one: the
//! parameter there, a line here.

use api::viewer::may;
use domain::{
    access::{Operation, Role},
    msg,
    user::{EmailStatus, MAX_TIER, UserChoices, UserStatus},
};
use ui::{Choice, Filter, number};

/// The filters that this viewer may use.
pub fn filters(choices: UserChoices) -> Vec<Filter> {
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
        Filter::choice("plan", msg::userpages_plan(), named(choices.plans)),
        Filter::choice("organisation", msg::userpages_organisation(), named(choices.organisations)),
        Filter::choice("manager", msg::userpages_manager(), named(choices.managers)),
    ];
    if may(Operation::ListPayments) {
        let paid = vec![Choice::msg("yes", msg::userpages_has_paid()), Choice::msg("no", msg::userpages_never_paid())];
        filters.push(Filter::choice("paid", msg::userpages_paid(), paid));
    }
    filters.extend([
        Filter::month("month", msg::userpages_month()),
        Filter::choice(
            "email_status",
            msg::userpages_email(),
            EmailStatus::ALL.map(|status| Choice::msg(status.code(), status.label())).to_vec(),
        )
        .rare(),
        Filter::text("tag", msg::userpages_tag()).rare(),
        Filter::date("registered_from", msg::userpages_registered_from()).rare(),
        Filter::date("registered_to", msg::userpages_registered_to()).rare(),
        Filter::date("seen_from", msg::userpages_seen_from()).rare(),
        Filter::date("seen_to", msg::userpages_seen_to()).rare(),
    ]);
    filters
}

/// Choices of things with names of their own.
pub fn named<I: ToString>(things: Vec<(I, String)>) -> Vec<Choice> {
    things.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect()
}
