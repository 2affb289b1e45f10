//! Who may give which role, whose account they may change, and where people may be put. Nobody gives what they do not hold, and
//! nobody changes the account of someone above them: it would be a way to become them.

use db::users::BriefRow;
use domain::{
    access::{Caller, Condition, Grant, Module, Operation, Post, Reach, Role, Scope, grants},
    error::{Error, FieldError, Result},
    ids::{OrganisationId, UserId},
    msg,
    user::UserInput,
};
use sea_orm::ConnectionTrait;

/// Most levels of sub-dealers below the owner.
pub const DEALER_LEVELS: usize = 3;

/// The form's words as they are kept.
#[must_use]
pub fn tidied(input: UserInput) -> UserInput {
    UserInput { name: db::users::tidy(&input.name), ..input }
}

/// What a role and post hold at a place of the tree. Gateway servers and the outbox are the whole house's: who stands below the root
/// does not see them, whatever their post.
#[must_use]
pub fn grants_at(role: Role, post: Option<Post>, path: &str) -> Vec<Grant> {
    let mut held = grants(role, post);
    if steps(path) > 1 {
        held.retain(|grant| !matches!(grant.module, Module::Servers | Module::Outbox));
    }
    held
}

/// Whether one grant holds all that another does.
fn covers(held: &Grant, wanted: &Grant) -> bool {
    let condition = match (held.condition, wanted.condition) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(Condition::AmountUpTo(held)), Some(Condition::AmountUpTo(wanted))) => held >= wanted,
    };
    (held.module, held.action) == (wanted.module, wanted.action) && held.scope >= wanted.scope && condition
}

/// Whether this caller may give this role and post: a place below their own, and nothing that reaches further than they do. What
/// somebody may do with what is their own comes with every account and is not compared.
#[must_use]
pub fn may_give(caller: &Caller, role: Role, post: Option<Post>) -> bool {
    let below = match (caller.role, caller.post) {
        (Role::Owner, _) => true,
        (Role::SubDealer, _) => role != Role::Owner,
        (Role::Employee, Some(Post::Super | Post::Users)) => matches!(role, Role::Employee | Role::Customer),
        _ => false,
    };
    let wanted = grants_at(role, post, &caller.tree);
    below && wanted.iter().filter(|wanted| wanted.scope != Scope::Own).all(|wanted| caller.grants.iter().any(|held| covers(held, wanted)))
}

/// The roles this caller may give: with an employee's, at least one post.
#[must_use]
pub fn roles_given(caller: &Caller) -> Vec<Role> {
    if !caller.may(Operation::CreateUser) {
        return Vec::new();
    }
    let gives = |role: Role| match role {
        Role::Employee => Post::ALL.into_iter().any(|post| may_give(caller, role, Some(post))),
        _ => may_give(caller, role, None),
    };
    Role::ALL.into_iter().filter(|role| gives(*role)).collect()
}

/// Whether this caller may change this account: one's own, or one that they could have made.
#[must_use]
pub fn may_manage(caller: &Caller, user: UserId, role: Role, post: Option<Post>) -> bool {
    caller.user == user || may_give(caller, role, post)
}

/// How many dealers stand above and at a path: 1 for the root's.
#[must_use]
pub fn steps(path: &str) -> usize {
    path.matches('/').count()
}

/// Collects what is wrong with single fields.
#[derive(Debug, Default)]
pub struct Wrong(pub Vec<FieldError>);

impl Wrong {
    /// Says what is wrong with a field.
    pub fn say(&mut self, field: &str, message: domain::Msg) {
        self.0.push(FieldError { field: field.to_owned(), message });
    }

    /// Ends here where anything was said.
    ///
    /// # Errors
    /// Invalid, with the fields.
    pub fn stop(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::fields(self.0)) }
    }
}

/// The dealer under whom someone is put: the one named, or the head of the caller's own part of the tree. Out of reach is not there.
///
/// # Errors
/// Invalid at the field `parent`, or when the database refuses.
pub async fn parent(connection: &impl ConnectionTrait, caller: &Caller, reach: &Reach, named: Option<UserId>) -> Result<BriefRow> {
    let found = match named {
        Some(id) => db::users::brief(connection, id).await?.filter(|row| reach.covers(row.id, row.manager_id, &row.path)),
        None => db::users::head_of(connection, &caller.tree).await?,
    };
    found.filter(|row| row.node.is_some()).ok_or_else(|| Error::field("parent", msg::users_parent_not_a_dealer()))
}

/// Says what is wrong with an address or user name that somebody else has.
///
/// # Errors
/// When the database refuses.
pub async fn check_free(
    connection: &impl ConnectionTrait,
    wrong: &mut Wrong,
    email: &str,
    username: Option<&str>,
    but: UserId,
) -> Result<()> {
    let taken = db::users::taken(connection, email, username, but).await?;
    if taken.iter().any(|row| row.email_key == db::users::key(email)) {
        wrong.say("email", msg::users_email_taken(email));
    }
    if let Some(username) = username
        && taken.iter().any(|row| row.username_key.as_deref() == Some(db::users::key(username).as_str()))
    {
        wrong.say("username", msg::users_username_taken(username));
    }
    Ok(())
}

/// What the database says when someone took an address or user name in the same instant.
#[must_use]
pub fn taken_meanwhile(error: db::DbError, email: &str, username: Option<&str>) -> Error {
    if error.is_unique_on("email_key") {
        Error::field("email", msg::users_email_taken(email))
    } else if error.is_unique_on("username_key") {
        Error::field("username", msg::users_username_taken(username.unwrap_or_default()))
    } else {
        error.into()
    }
}

/// Says what is wrong with a manager: staff of this part of the tree or above, within the caller's reach, and active.
///
/// # Errors
/// When the database refuses.
pub async fn check_manager(connection: &impl ConnectionTrait, wrong: &mut Wrong, reach: &Reach, manager: UserId, path: &str) -> Result<()> {
    let found = db::users::brief(connection, manager).await?.filter(|row| reach.covers(row.id, row.manager_id, &row.path));
    match found {
        Some(row) if row.role != Role::Customer.code() && row.status == "active" => {
            if !path.starts_with(&row.path) {
                wrong.say("manager", msg::users_manager_elsewhere(row.name));
            }
        }
        _ => wrong.say("manager", msg::users_manager_not_staff()),
    }
    Ok(())
}

/// Says what is wrong with an organisation: of this part of the tree or above, within the caller's reach.
///
/// # Errors
/// When the database refuses.
pub async fn check_organisation(
    connection: &impl ConnectionTrait,
    wrong: &mut Wrong,
    reach: &Reach,
    organisation: OrganisationId,
    path: &str,
) -> Result<()> {
    match db::organisations::brief(connection, organisation).await?.filter(|row| in_reach(reach, &row.path)) {
        Some(row) => {
            if !path.starts_with(&row.path) {
                wrong.say("organisation", msg::users_organisation_elsewhere(row.name));
            }
        }
        None => wrong.say("organisation", msg::users_organisation_unknown()),
    }
    Ok(())
}

/// Whether what stands at a path, and belongs to nobody in particular, is within reach.
#[must_use]
pub fn in_reach(reach: &Reach, path: &str) -> bool {
    matches!(reach, Reach::Tree(tree) if path.starts_with(tree.as_str()))
}

/// The time zone as the list has it, where it can be chosen or is the one that is stored.
pub fn check_time_zone<'z>(wrong: &mut Wrong, zone: Option<&'z str>, stored: Option<&str>) -> Option<&'z str> {
    let zone = zone?;
    let known = crate::zones::known(zone).or((stored == Some(zone)).then_some(zone));
    if known.is_none() {
        wrong.say("time_zone", msg::users_time_zone_unknown(domain::user::shorten(zone)));
    }
    known
}

#[cfg(test)]
mod tests {
    use domain::access::Origin;

    use super::*;

    /// Every role, and every post of an employee.
    fn ranks() -> Vec<(Role, Option<Post>)> {
        let posts = Post::ALL.into_iter().map(|post| (Role::Employee, Some(post))).chain([(Role::Employee, None)]);
        [Role::Owner, Role::SubDealer, Role::Customer].into_iter().map(|role| (role, None)).chain(posts).collect()
    }

    fn caller((role, post): (Role, Option<Post>), tree: &str) -> Caller {
        Caller {
            role,
            post,
            tree: tree.to_owned(),
            grants: grants_at(role, post, tree),
            origin: Origin::default(),
            ..Caller::system("test")
        }
    }

    /// W8, over every giver, gift and place: nobody makes somebody who reaches further than they do, whatever the tables of grants say
    /// tomorrow.
    #[test]
    fn w8_nobody_gives_an_operation_that_they_do_not_hold() {
        let mut given = 0;
        for tree in ["1/", "1/7/", "1/7/9/"] {
            for giver in ranks() {
                for gift in ranks().into_iter().filter(|gift| may_give(&caller(giver, tree), gift.0, gift.1)) {
                    given += 1;
                    for place in [tree.to_owned(), format!("{tree}12/")] {
                        for operation in Operation::ALL {
                            let (has, gets) = (caller(giver, tree).scope_of(*operation), caller(gift, &place).scope_of(*operation));
                            let fits = gets.is_none_or(|gets| gets == Scope::Own) || has >= gets;
                            assert!(fits, "{giver:?} in {tree} gives {gift:?} in {place} {operation:?}");
                        }
                    }
                }
            }
        }
        assert!(given > 30, "{given} gifts are allowed");
    }

    #[test]
    fn w8_who_looks_after_users_gives_no_post_that_sees_more() {
        let users = caller((Role::Employee, Some(Post::Users)), "1/");
        let posts: Vec<Post> = Post::ALL.into_iter().filter(|post| may_give(&users, Role::Employee, Some(*post))).collect();
        assert_eq!(posts, [Post::Users]);
        assert!(may_give(&users, Role::Customer, None) && !may_give(&users, Role::SubDealer, None));
        assert_eq!(roles_given(&users), [Role::Employee, Role::Customer]);
    }

    #[test]
    fn whoever_is_locked_gives_nothing_but_what_is_everybodys_own() {
        let locked = Caller { grants: Vec::new(), ..caller((Role::Owner, None), "1/") };
        assert!(!may_give(&locked, Role::Employee, Some(Post::ReadOnly)) && roles_given(&locked).is_empty());
    }

    #[test]
    fn a_dealers_people_see_neither_servers_nor_the_outbox() {
        for operation in [Operation::ListServers, Operation::ListOutbox] {
            assert!(caller((Role::Employee, Some(Post::Super)), "1/").may(operation));
            assert!(!caller((Role::Employee, Some(Post::Super)), "1/7/").may(operation), "{operation:?}");
        }
    }
}
