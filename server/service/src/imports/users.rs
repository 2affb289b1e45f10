//! Users of a file, a batch at a time: what each row means for the people who are there (a new account, a change of the columns it
//! fills, nothing), and the writing of it. The meaning is worked out before anything is written and the same way for a preview.

use std::collections::{BTreeSet, HashMap};

use db::{
    DbError, DbResult, Tx,
    imports::{
        lookup::{self, Person},
        write,
    },
    users::{self as rows, NewRow, change, key, tags_text},
};
use domain::{
    Error, Msg, Result,
    access::{Caller, Post, Role},
    ids::{OrganisationId, PlanId, UserId},
    import::RowProblem,
    msg,
    user::{UserStatus, shorten, split_tags},
};
use sea_orm::ConnectionTrait;

use super::{columns::Columns, user_rows::UserLine};
use crate::{
    Context, figures,
    users::rules::{DEALER_LEVELS, may_give, steps},
};

/// An owner or sub-dealer under whom people are placed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    id: UserId,
    path: String,
}

impl From<&Person> for Place {
    fn from(person: &Person) -> Self {
        Self { id: person.id, path: person.path.clone() }
    }
}

/// Staff that earlier rows of the file bring, whom later rows may name. In a run they are in the database after their batch; in a
/// preview they stay here.
#[derive(Debug, Default)]
pub struct Earlier {
    parents: HashMap<String, Place>,
    staff: HashMap<String, Place>,
}

/// What is there already, as far as a batch concerns it.
#[derive(Debug)]
struct World {
    head: Place,
    people: HashMap<String, Person>,
    addresses: HashMap<String, Person>,
    plans: HashMap<String, PlanId>,
    organisations: HashMap<(String, String), OrganisationId>,
    next_node: i64,
}

/// What a batch amounts to.
#[derive(Debug, Default)]
pub struct Plan {
    created: Vec<Person>,
    updated: Vec<(Person, Person)>,
    organisations: Vec<write::NewOrganisation>,
    /// Rows that change nothing.
    pub unchanged: u64,
    /// Refused rows.
    pub refused: u64,
    /// Why.
    pub problems: Vec<RowProblem>,
}

impl Plan {
    /// Rows that make an account.
    #[must_use]
    pub fn created(&self) -> u64 {
        self.created.len() as u64
    }
    /// Rows that change one.
    #[must_use]
    pub fn updated(&self) -> u64 {
        self.updated.len() as u64
    }
}

async fn world(connection: &impl ConnectionTrait, tree: &str, lines: &[UserLine]) -> Result<World> {
    let head = lookup::head_of(connection, tree).await?.ok_or_else(|| Error::invalid(msg::imports_no_owner()))?;
    let ids: BTreeSet<&str> =
        lines.iter().flat_map(|line| std::iter::once(line.external_id.as_str()).chain(line.parent.as_deref())).collect();
    let people: HashMap<_, _> = lookup::people_by_external(connection, tree, ids)
        .await?
        .into_iter()
        .filter_map(|person| Some((person.external_id.clone()?, person)))
        .collect();
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
fn upwards<'p>(path: &'p str, tree: &str) -> impl Iterator<Item = &'p str> {
    let least = tree.len();
    path.rmatch_indices('/').map(|(at, _)| &path[..=at]).take_while(move |path| path.len() >= least)
}

/// Works out what a batch means.
///
/// # Errors
/// When the database refuses, or there is no owner yet.
pub async fn plan(
    connection: &impl ConnectionTrait,
    context: &Context,
    caller: &Caller,
    columns: &Columns,
    lines: &[UserLine],
    earlier: &mut Earlier,
) -> Result<Plan> {
    let mut world = world(connection, &caller.tree, lines).await?;
    let mut plan = Plan::default();
    for line in lines {
        let mut row = Reading { caller, columns, line, world: &mut world, earlier, problems: Vec::new() };
        let meant = row.person(context, &mut plan.organisations);
        let problems = row.problems;
        match meant {
            Some((before, after)) if problems.is_empty() => {
                if after.role.is_staff() {
                    earlier.staff.insert(after.email_key.clone(), Place::from(&after));
                    if after.node.is_some() {
                        earlier.parents.insert(line.external_id.clone(), Place::from(&after));
                    }
                }
                match before {
                    None => plan.created.push(after),
                    Some(before) if before == after => plan.unchanged += 1,
                    Some(before) => plan.updated.push((before, after)),
                }
            }
            _ => {
                plan.refused += 1;
                plan.problems.extend(problems);
            }
        }
    }
    Ok(plan)
}

/// One row, read against what is there.
struct Reading<'a> {
    caller: &'a Caller,
    columns: &'a Columns,
    line: &'a UserLine,
    world: &'a mut World,
    earlier: &'a Earlier,
    problems: Vec<RowProblem>,
}

impl Reading<'_> {
    fn refuse(&mut self, known: &str, reason: Msg) {
        self.problems.push(self.columns.problem(&self.line.row, known, reason));
    }

    /// The person before and after; problems are noted.
    fn person(&mut self, context: &Context, organisations: &mut Vec<write::NewOrganisation>) -> Option<(Option<Person>, Person)> {
        let line = self.line;
        let before = self.world.people.get(&line.external_id).cloned();
        if before.as_ref().is_some_and(|before| !before.path.starts_with(&self.caller.tree)) {
            self.refuse("external_id", msg::imports_external_id_elsewhere(shorten(&line.external_id)));
            return None;
        }
        if self.world.addresses.get(&line.email_key).is_some_and(|other| before.as_ref().is_none_or(|before| before.id != other.id)) {
            self.refuse("email", msg::users_email_taken(shorten(&line.email)));
        }
        let role = self.role(before.as_ref());
        let parent = self.parent(before.as_ref());
        let manager = line.manager.as_deref().map(|key| self.manager(key, parent.as_ref()));
        let plan = line.plan.as_deref().map(|name| self.plan(name));
        let (Some(role), Some(parent), true) = (role, parent, self.problems.is_empty()) else { return None };

        let mut after = before.clone().unwrap_or_else(|| self.blank(context, role, &parent));
        if before.is_none() && role == Role::SubDealer && !self.give_node(&mut after, &parent) {
            return None;
        }
        if before.as_ref().is_some_and(|before| before.parent != Some(parent.id)) {
            (after.parent, after.path) = (Some(parent.id), parent.path);
        }
        if after.role != role {
            (after.role, after.post) = (role, (role == Role::Employee).then_some(Post::Support));
        }
        after.name.clone_from(&line.name);
        after.email.clone_from(&line.email);
        after.email_key.clone_from(&line.email_key);
        if line.phone.is_some() {
            after.phone.clone_from(&line.phone);
        }
        if let Some(status) = line.status {
            after.status = status;
        }
        if let Some(tier) = line.tier {
            after.tier = tier;
        }
        if let Some(at) = line.registered_at {
            after.registered_at = at;
        }
        if let Some(manager) = manager {
            after.manager = manager;
        }
        if let Some(plan) = plan {
            after.plan = plan;
        }
        if !line.tags.is_empty() {
            after.tags = tags_text(&line.tags);
        }
        if let Some(name) = &line.organisation {
            after.organisation = Some(self.organisation(context, &after, name, organisations));
        }
        Some((before, after))
    }

    fn blank(&self, context: &Context, role: Role, parent: &Place) -> Person {
        Person {
            id: context.new_id(),
            parent: Some(parent.id),
            path: parent.path.clone(),
            node: None,
            role,
            post: (role == Role::Employee).then_some(Post::Support),
            name: String::new(),
            email: String::new(),
            email_key: String::new(),
            username: None,
            phone: None,
            status: UserStatus::Active,
            tier: 0,
            organisation: None,
            manager: None,
            plan: None,
            tags: String::new(),
            external_space: Some(self.caller.tree.clone()),
            external_id: Some(self.line.external_id.clone()),
            team_owner: false,
            registered_at: context.now(),
            version: 1,
        }
    }

    fn role(&mut self, before: Option<&Person>) -> Option<Role> {
        let (was, wanted) = (before.map(|before| before.role), self.line.role);
        let out_of_hand = before.is_some_and(|before| !may_give(self.caller, before.role, before.post))
            || wanted.is_some_and(|role| Some(role) != was && !may_give(self.caller, role, Some(Post::Support)));
        let reason = if [was, wanted].contains(&Some(Role::Owner)) {
            msg::imports_role_owner()
        } else if out_of_hand {
            msg::imports_role_above()
        } else {
            match (was, wanted) {
                (None, None) => msg::imports_role_required(),
                (Some(was), Some(wanted)) if was != wanted && [was, wanted].contains(&Role::SubDealer) => {
                    msg::imports_role_fixed(was.code())
                }
                _ => return wanted.or(was),
            }
        };
        self.refuse("role", reason);
        None
    }

    fn parent(&mut self, before: Option<&Person>) -> Option<Place> {
        let stays = before.and_then(|before| before.parent.map(|id| Place { id, path: before.path.clone() }));
        let Some(wanted) = self.line.parent.as_deref() else { return Some(stays.unwrap_or_else(|| self.world.head.clone())) };
        let known = self
            .world
            .people
            .get(wanted)
            .filter(|person| person.node.is_some() && person.path.starts_with(&self.caller.tree))
            .map(Place::from);
        let reason = match known.or_else(|| self.earlier.parents.get(wanted).cloned()) {
            None => msg::imports_parent_unknown(shorten(wanted)),
            // A sub-dealer's own path goes on below the parent's.
            Some(place) if before.is_some_and(|before| before.node.is_some() && before.parent != Some(place.id)) => {
                msg::imports_parent_fixed()
            }
            Some(place) => return Some(if stays.as_ref().is_some_and(|stays| stays.id == place.id) { stays? } else { place }),
        };
        self.refuse("parent_external_id", reason);
        None
    }

    fn give_node(&mut self, person: &mut Person, parent: &Place) -> bool {
        if steps(&parent.path) > DEALER_LEVELS {
            self.refuse("parent_external_id", msg::imports_too_deep(DEALER_LEVELS));
            return false;
        }
        let node = self.world.next_node;
        self.world.next_node += 1;
        person.node = Some(node);
        person.path = format!("{}{node}/", parent.path);
        true
    }

    /// Staff of the place where the person is put, or above it.
    fn manager(&mut self, key: &str, parent: Option<&Place>) -> Option<UserId> {
        let there = self
            .world
            .addresses
            .get(key)
            .filter(|person| person.role.is_staff() && person.path.starts_with(&self.caller.tree))
            .map(Place::from);
        let found = there.or_else(|| self.earlier.staff.get(key).cloned());
        let Some(manager) = found else {
            self.refuse("manager_email", msg::imports_manager_unknown(shorten(key)));
            return None;
        };
        if parent.is_some_and(|parent| !parent.path.starts_with(&manager.path)) {
            self.refuse("manager_email", msg::imports_manager_elsewhere(shorten(key)));
        }
        Some(manager.id)
    }

    fn plan(&mut self, name: &str) -> Option<PlanId> {
        let found = self.world.plans.get(&key(name)).copied();
        if found.is_none() {
            self.refuse("plan", msg::imports_plan_unknown(shorten(name)));
        }
        found
    }

    /// The organisation of this name where the person is or above, made where it is missing.
    fn organisation(&mut self, context: &Context, person: &Person, name: &str, made: &mut Vec<write::NewOrganisation>) -> OrganisationId {
        let name_key = key(name);
        let found =
            upwards(&person.path, &self.caller.tree).find_map(|path| self.world.organisations.get(&(path.to_owned(), name_key.clone())));
        if let Some(found) = found {
            return *found;
        }
        let key = (person.path.clone(), name_key);
        let id = context.new_id();
        made.push(write::NewOrganisation {
            id,
            path: key.0.clone(),
            name: name.trim().to_owned(),
            name_key: key.1.clone(),
            created_at: context.now(),
        });
        self.world.organisations.insert(key, id);
        id
    }
}

fn facts(person: &Person) -> figures::Facts {
    figures::Facts {
        path: person.path.clone(),
        role: person.role,
        status: person.status,
        tier: person.tier,
        plan: person.plan,
        manager: person.manager,
        organisation: person.organisation,
        team_owner: person.team_owner,
        registered_at: person.registered_at,
    }
}

fn new_row(context: &Context, person: &Person) -> NewRow {
    NewRow {
        node: person.node,
        role: person.role,
        post: person.post,
        phone: person.phone.clone(),
        status: person.status,
        tier: person.tier,
        organisation: person.organisation,
        manager: person.manager,
        plan: person.plan,
        tags: split_tags(&person.tags),
        external: person.external_space.clone().zip(person.external_id.clone()),
        time_zone: context.settings.time_zone.clone(),
        ..NewRow::new(person.id, person.parent, &person.path, &person.name, &person.email, person.registered_at)
    }
}

/// Writes what a batch amounts to, with its figures.
///
/// # Errors
/// Conflict or unavailable, when the world changed since the plan was made: plan again.
pub async fn apply(tx: &Tx, context: &Context, plan: &Plan) -> Result<()> {
    write_rows(tx, context, plan).await.map_err(|error| match error {
        DbError::Unique(_) => Error::unavailable(msg::error_busy()),
        other => other.into(),
    })?;
    let created: Vec<figures::Facts> = plan.created.iter().map(facts).collect();
    figures::users_created(tx, context, &created).await?;
    let changed: Vec<_> = plan.updated.iter().map(|(before, after)| (after.id, facts(before), facts(after))).collect();
    figures::users_changed(tx, context, &changed).await
}

async fn write_rows(tx: &Tx, context: &Context, plan: &Plan) -> DbResult<()> {
    write::insert_organisations(&**tx, &plan.organisations).await?;
    let created: Vec<NewRow> = plan.created.iter().map(|person| new_row(context, person)).collect();
    rows::insert_rows(&**tx, &created).await?;
    for (before, after) in &plan.updated {
        write::update_person(&**tx, before, after).await?;
        let shut_out = before.status != after.status && after.status == UserStatus::Inactive;
        if shut_out || before.role != after.role {
            change::revoke_sessions(&**tx, after.id, context.now(), "import").await?;
        }
    }
    Ok(())
}
