//! What is there already, as far as a batch concerns it: the people it names, their addresses, plans and organisations.

use std::collections::{BTreeSet, HashMap};

use db::{
    imports::lookup::{self, Person},
    users::{self as rows, key},
};
use domain::{
    access::Role,
    error::{Error, Result},
    ids::{OrganisationId, PlanId, UserId},
    msg,
};
use sea_orm::ConnectionTrait;

use super::{super::user_rows::UserLine, Place};

/// What is there already, as far as a batch concerns it.
#[derive(Debug)]
pub(super) struct World {
    pub(super) head: Place,
    pub(super) people: HashMap<String, Person>,
    pub(super) addresses: HashMap<String, Person>,
    pub(super) plans: HashMap<String, PlanId>,
    pub(super) organisations: HashMap<(String, String), OrganisationId>,
    pub(super) next_node: i64,
}

/// Reads it.
pub(super) async fn world(connection: &impl ConnectionTrait, tree: &str, lines: &[UserLine]) -> Result<World> {
    let head = lookup::head_of(connection, tree).await?.ok_or_else(|| Error::invalid(msg::imports_no_owner()))?;
    let ids: BTreeSet<&str> =
        lines.iter().flat_map(|line| std::iter::once(line.external_id.as_str()).chain(line.parent.as_deref())).collect();
    // Who has no id elsewhere is exported under ours.
    let ours: BTreeSet<UserId> = ids.iter().filter_map(|id| id.parse().ok()).collect();
    let of_ours = if ours.is_empty() { Vec::new() } else { lookup::people_by_id(connection, ours).await? };
    let mut people: HashMap<String, Person> =
        of_ours.into_iter().filter(|person| person.path.starts_with(tree)).map(|person| (person.id.to_string(), person)).collect();
    people.extend(
        lookup::people_by_external(connection, tree, ids)
            .await?
            .into_iter()
            .filter_map(|person| Some((person.external_id.clone()?, person))),
    );
    let keys: BTreeSet<&str> =
        lines.iter().flat_map(|line| std::iter::once(line.email_key.as_str()).chain(line.manager.as_deref())).collect();
    let addresses = lookup::people_by_email(connection, keys).await?.into_iter().map(|person| (person.email_key.clone(), person)).collect();
    let plans = if lines.iter().all(|line| line.plan.is_none()) {
        HashMap::new()
    } else {
        // A plan of one's own comes before one of the same name further up.
        let visible =
            lookup::plans(connection).await?.into_iter().filter(|plan| tree.starts_with(&plan.path) || plan.path.starts_with(tree));
        visible.map(|plan| (plan.name_key, plan.id)).collect()
    };
    let names: BTreeSet<String> = lines.iter().filter_map(|line| line.organisation.as_deref().map(key)).collect();
    let organisations = if names.is_empty() {
        HashMap::new()
    } else {
        let paths: BTreeSet<&str> = people.values().flat_map(|person: &Person| upwards(&person.path, tree)).chain([tree]).collect();
        lookup::organisations(connection, paths, names.iter().map(String::as_str))
            .await?
            .into_iter()
            .map(|found| ((found.path, found.name_key), found.id))
            .collect()
    };
    let dealers = lines.iter().any(|line| line.role == Some(Role::SubDealer) && !people.contains_key(&line.external_id));
    let next_node = if dealers { rows::next_node(connection).await? } else { 0 };
    Ok(World { head: Place::from(&head), people, addresses, plans, organisations, next_node })
}

/// A path and those above it, up to this part of the tree.
pub(super) fn upwards<'p>(path: &'p str, tree: &str) -> impl Iterator<Item = &'p str> {
    let least = tree.len();
    path.rmatch_indices('/').map(|(at, _)| &path[..=at]).take_while(move |path| path.len() >= least)
}
