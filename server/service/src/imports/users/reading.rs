//! What one row means for the person it names: who they were, and who they are to be.

use db::{
    imports::{lookup::Person, write},
    users::{key, tags_text},
};
use domain::{
    Msg,
    access::{Caller, Post, Role},
    ids::{OrganisationId, PlanId, UserId},
    import::RowProblem,
    msg,
    user::{EmailStatus, UserStatus, shorten},
};

use super::{
    super::{columns::Columns, user_rows::UserLine},
    Earlier, Place, may_manage,
    world::{World, upwards},
};
use crate::{
    Context,
    users::rules::{DEALER_LEVELS, may_give, steps},
};

/// One row, read against what is there.
pub(super) struct Reading<'a> {
    caller: &'a Caller,
    columns: &'a Columns,
    line: &'a UserLine,
    world: &'a mut World,
    earlier: &'a Earlier,
    problems: Vec<RowProblem>,
    /// Why this account may not be changed; it may stand in the file as it is.
    held: Option<Msg>,
}

/// Somebody before, where they were there, and after.
type Meant = (Option<Person>, Person);

impl<'a> Reading<'a> {
    pub(super) const fn new(
        caller: &'a Caller,
        columns: &'a Columns,
        line: &'a UserLine,
        world: &'a mut World,
        earlier: &'a Earlier,
    ) -> Self {
        Self { caller, columns, line, world, earlier, problems: Vec::new(), held: None }
    }

    fn refuse(&mut self, known: &str, reason: Msg) {
        self.problems.push(self.columns.problem(&self.line.row, known, reason));
    }

    /// What the row means, and what is wrong with it.
    pub(super) fn person(mut self, context: &Context, organisations: &mut Vec<write::NewOrganisation>) -> (Option<Meant>, Vec<RowProblem>) {
        (self.meant(context, organisations), self.problems)
    }

    /// The person before and after; problems are noted.
    fn meant(&mut self, context: &Context, organisations: &mut Vec<write::NewOrganisation>) -> Option<Meant> {
        let line = self.line;
        let before = self.world.people.get(&line.external_id).cloned();
        if before.as_ref().is_some_and(|before| !before.path.starts_with(&self.caller.tree)) {
            self.refuse("external_id", msg::imports_external_id_elsewhere(shorten(&line.external_id)));
            return None;
        }
        if self.world.addresses.get(&line.email_key).is_some_and(|other| before.as_ref().is_none_or(|before| before.id != other.id)) {
            self.refuse("email", msg::users_email_taken(shorten(&line.email)));
        }
        if let Some(reason) = &line.phone_doubt
            && before.as_ref().and_then(|before| before.phone.as_ref()) != line.phone.as_ref()
        {
            self.refuse("phone", reason.clone());
        }
        let role = self.role(before.as_ref());
        let parent = self.parent(before.as_ref());
        let manager = line.manager.as_deref().map(|key| self.manager(key, before.as_ref(), parent.as_ref()));
        let plan = line.plan.as_deref().map(|name| self.plan(name));
        let (Some(role), Some(parent), true) = (role, parent, self.problems.is_empty()) else { return None };

        let mut after = before.clone().unwrap_or_else(|| self.blank(context, role, &parent));
        if before.is_none() && role == Role::SubDealer && !self.give_node(&mut after, &parent) {
            return None;
        }
        if line.parent.is_some() && before.as_ref().is_some_and(|before| before.parent != Some(parent.id)) {
            (after.parent, after.path) = (Some(parent.id), parent.path);
        }
        if after.role != role {
            (after.role, after.post) = (role, (role == Role::Employee).then_some(Post::Support));
        }
        fill(&mut after, line);
        if let Some(manager) = manager {
            after.manager = manager;
        }
        if let Some(plan) = plan {
            after.plan = plan;
        }
        if let Some(name) = &line.organisation {
            after.organisation = Some(self.organisation(context, &after, name, organisations));
        }
        if let Some(reason) = self.held.take()
            && before.as_ref() != Some(&after)
        {
            self.refuse("role", reason);
            return None;
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
            email_status: EmailStatus::Unverified,
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

    fn is_caller(&self, before: Option<&Person>) -> bool {
        before.is_some_and(|before| before.id == self.caller.user)
    }

    fn role(&mut self, before: Option<&Person>) -> Option<Role> {
        let (was, wanted) = (before.map(|before| before.role), self.line.role);
        let out_of_hand = before.is_some_and(|before| !may_give(self.caller, before.role, before.post))
            || wanted.is_some_and(|role| Some(role) != was && !may_give(self.caller, role, Some(Post::Support)));
        let reason = if [was, wanted].contains(&Some(Role::Owner)) {
            msg::imports_role_owner()
        } else if out_of_hand {
            msg::imports_role_above()
        } else if self.is_caller(before) && wanted.is_some_and(|role| Some(role) != was) {
            msg::users_not_your_own_role()
        } else {
            match (was, wanted) {
                (None, None) => msg::imports_role_required(),
                (Some(was), Some(wanted)) if was != wanted && [was, wanted].contains(&Role::SubDealer) => {
                    msg::imports_role_fixed(was.code())
                }
                _ => return wanted.or(was),
            }
        };
        if was.is_some() && wanted.or(was) == was {
            self.held = Some(reason);
            return was;
        }
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
            Some(place) if self.is_caller(before) && before.is_some_and(|before| before.parent != Some(place.id)) => {
                msg::users_not_your_own_place()
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
    fn manager(&mut self, key: &str, before: Option<&Person>, parent: Option<&Place>) -> Option<UserId> {
        // Who manages them already need not be active.
        let same =
            self.world.addresses.get(key).map(|person| person.id).filter(|id| before.is_some_and(|before| before.manager == Some(*id)));
        if let Some(manager) = same.filter(|_| before.and_then(|before| before.parent) == parent.map(|parent| parent.id)) {
            return Some(manager);
        }
        let there = || {
            self.world.addresses.get(key).filter(|person| may_manage(person) && person.path.starts_with(&self.caller.tree)).map(Place::from)
        };
        // What an earlier row made of them holds.
        let found = self.earlier.staff.get(key).map_or_else(there, Clone::clone);
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

/// Puts the row's own words in; what a row leaves empty stays.
fn fill(after: &mut Person, line: &UserLine) {
    after.name.clone_from(&line.name);
    after.email.clone_from(&line.email);
    if after.email_key != line.email_key {
        after.email_key.clone_from(&line.email_key);
        after.email_status = EmailStatus::Unverified;
    }
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
    if !line.tags.is_empty() {
        after.tags = tags_text(&line.tags);
    }
}
