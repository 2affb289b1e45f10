//! The people of the sample, as rows, with their businesses and tags. Those who sign in have known addresses and one password.

use db::users::{NewRow, key, search_text, tags_text};
use domain::{
    access::Post,
    text::Locale,
    time::Timestamp,
    user::{EmailStatus, UserStatus},
};

use super::{
    SIGN_INS, SignIn,
    names::{Name, SCRIPTS, Script, business},
    sample::{BLOCK, SIGNS_IN, Sample, Who},
};
use db::demo::{Cell, Table};

/// See the migration.
pub const USERS: Table = Table {
    name: "users",
    columns: &[
        "id",
        "node",
        "parent_id",
        "path",
        "role",
        "post",
        "name",
        "name_key",
        "username",
        "username_key",
        "email",
        "email_key",
        "email_status",
        "phone",
        "status",
        "tier",
        "organisation_id",
        "manager_id",
        "plan_id",
        "time_zone",
        "locale",
        "notes",
        "tags",
        "search",
        "team_owner",
        "has_paid",
        "password_hash",
        "must_change_password",
        "registered_at",
        "last_seen_at",
        "version",
    ],
};
/// See the migration.
pub const TAGS: Table = Table { name: "user_tag", columns: &["tag", "user_id"] };
/// See the migration.
pub const ORGANISATIONS: Table =
    Table { name: "organisation", columns: &["id", "path", "name", "name_key", "owner_id", "created_at", "version"] };

const WORDS: [&str; 12] = [
    "vip",
    "trial",
    "wholesale",
    "retail",
    "renewal due",
    "priority",
    "partner",
    "newsletter",
    "seasonal",
    "referred",
    "onboarding",
    "festival offer",
];
const NOTES: [&str; 5] = [
    "Prefers to be called in the morning.",
    "Asked for an invoice with the company's address.",
    "Wants to add a second number next month.",
    "Came by recommendation.",
    "Renews by bank transfer.",
];

/// The sign-in that someone is.
fn sign_in(sample: &Sample, who: Who) -> Option<&'static SignIn> {
    SIGN_INS.iter().find(|sign_in| (sign_in.who)(sample) == who)
}

/// How the neighbours of someone are called. Those who sign in have names of their own, and neighbours whose names go with them.
fn script(sample: &Sample, who: Who) -> &'static Script {
    match who {
        Who::Customer(customer) if customer / BLOCK == SIGNS_IN / BLOCK => &SCRIPTS[0],
        Who::Owner => &SCRIPTS[1],
        Who::Dealer(1) | Who::Employee(0) => &SCRIPTS[2],
        Who::Customer(customer) => Script::pick(&mut sample.dice("script", customer / BLOCK)),
        other => Script::pick(&mut sample.dice("staff script", sample.number(other))),
    }
}

/// What someone pays in.
pub fn currency(sample: &Sample, who: Who) -> &'static str {
    script(sample, who).currency
}

/// Someone's name.
pub fn name(sample: &Sample, who: Who) -> Name {
    if let Some((first, last)) = sign_in(sample, who).and_then(|sign_in| sign_in.name.split_once(' ')) {
        return Name { full: format!("{first} {last}"), first: first.to_lowercase(), last: last.to_lowercase() };
    }
    script(sample, who).name(&mut sample.dice("name", sample.number(who)))
}

/// Someone's phone.
pub fn phone(sample: &Sample, who: Who) -> String {
    script(sample, who).phone(&mut sample.dice("phone", sample.number(who)))
}

/// Someone, but for the payments.
pub fn person(sample: &Sample, who: Who) -> NewRow {
    let number = sample.number(who);
    let (script, name, mut dice) = (script(sample, who), name(sample, who), sample.dice("person", number));
    let sign_in = sign_in(sample, who);
    let (role, post) = sample.role(who);
    let registered_at = sample.registered_at(who);
    let parent = (who != Who::Owner).then(|| sample.id(sample.dealer_of(who).map_or(Who::Owner, Who::Dealer)));
    let host = ["example.com", "example.org", "example.net"][dice.below(3)];
    let email = sign_in.map_or_else(|| format!("{}.{}{number}@{host}", name.first, name.last), |sign_in| sign_in.email.to_owned());
    let active = sign_in.is_some() || dice.percent(if role.is_staff() { 97 } else { 92 });
    let tier = match dice.below(100) {
        0..=49 => 0,
        50..=79 => 1,
        80..=94 => 2,
        _ => 3,
    };
    let tags = if dice.percent(35) {
        (0..=dice.below(2)).map(|_| (*dice.pick(&WORDS)).to_owned()).collect::<std::collections::BTreeSet<_>>()
    } else {
        Default::default()
    };
    let seen_from = Timestamp(registered_at.0.max(sample.now.plus_seconds(-60 * 86_400).0));
    let plan = match who {
        Who::Customer(customer) => sample.plan_of(customer).map(|at| sample.plan(at)),
        _ => None,
    };
    NewRow {
        node: match who {
            Who::Owner => Some(1),
            Who::Dealer(dealer) => i64::try_from(dealer + 1).ok(),
            _ => None,
        },
        role,
        post: post.map(|post| if sign_in.is_some() { Post::Support } else { post }),
        username: dice.percent(25).then(|| format!("{}{number}", name.first)).filter(|username| username.len() >= 3),
        email_status: if sign_in.is_some() {
            EmailStatus::Verified
        } else {
            match dice.below(100) {
                0..=79 => EmailStatus::Verified,
                80..=96 => EmailStatus::Unverified,
                _ => EmailStatus::Bounced,
            }
        },
        phone: Some(phone(sample, who)).filter(|_| sign_in.is_some() || dice.percent(94)),
        status: if active { UserStatus::Active } else { UserStatus::Inactive },
        tier,
        organisation: sample.business(who).map(|(business, _)| sample.organisation(business).0),
        manager: sample.manager(who),
        plan,
        time_zone: if who == Who::Owner { sample.zone.clone() } else { script.zone.to_owned() },
        locale: if sign_in.is_some() { Locale::En } else { script.locale },
        notes: if dice.percent(6) { (*dice.pick(&NOTES)).to_owned() } else { String::new() },
        tags: tags.into_iter().collect(),
        team_owner: sample.business(who).is_some_and(|(_, own)| own),
        password_hash: sign_in.and_then(|_| sample.password_hash.clone()),
        last_seen_at: (sign_in.is_none() && dice.percent(88)).then(|| dice.between(seen_from, sample.now)),
        ..NewRow::new(sample.id(who), parent, &sample.path(who), &name.full, &email, registered_at)
    }
}

/// As a row of [`USERS`].
pub fn cells(row: &NewRow, has_paid: bool) -> Vec<Cell> {
    let search = search_text(&row.name, row.username.as_deref(), &row.email, row.phone.as_deref(), None);
    vec![
        Cell::Uuid(row.id.0),
        row.node.into(),
        row.parent.map(|id| id.0).into(),
        Cell::Text(row.path.clone()),
        Cell::Word(row.role.code()),
        row.post.map_or(Cell::Null, |post| Cell::Word(post.code())),
        Cell::Text(row.name.clone()),
        Cell::Text(key(&row.name)),
        row.username.clone().into(),
        row.username.as_deref().map(key).into(),
        Cell::Text(row.email.clone()),
        Cell::Text(key(&row.email)),
        Cell::Word(row.email_status.code()),
        row.phone.clone().into(),
        Cell::Word(row.status.code()),
        Cell::Small(row.tier),
        row.organisation.map(|id| id.0).into(),
        row.manager.map(|id| id.0).into(),
        row.plan.map(|id| id.0).into(),
        Cell::Text(row.time_zone.clone()),
        Cell::Word(row.locale.tag()),
        Cell::Text(row.notes.clone()),
        Cell::Text(tags_text(&row.tags)),
        Cell::Text(search),
        Cell::Bool(row.team_owner),
        Cell::Bool(has_paid),
        row.password_hash.clone().into(),
        Cell::Bool(row.must_change_password),
        Cell::Long(row.registered_at.0),
        row.last_seen_at.map(|at| at.0).into(),
        Cell::Long(1),
    ]
}

/// A business as a row of [`ORGANISATIONS`], where there is one of this number.
pub fn organisation(sample: &Sample, number: u64) -> Option<Vec<Cell>> {
    let (id, owner) = sample.organisation(number);
    if sample.business(owner) != Some((number, true)) {
        return None;
    }
    let name = if number == 0 { "Switchyard".to_owned() } else { business(number) };
    Some(vec![
        Cell::Uuid(id.0),
        Cell::Text(sample.path(owner)),
        Cell::Text(name.clone()),
        Cell::Text(key(&name)),
        Cell::Uuid(sample.id(owner).0),
        Cell::Long(sample.registered_at(owner).0),
        Cell::Long(1),
    ])
}
