//! Changing many people: those who were ticked, or everybody whom a filter finds. Each is changed by the use case of one, in a
//! transaction of their own with their own event, so that a refusal concerns nobody else and doing it again changes nothing. A part at a
//! time: the answer says with what to go on, and it goes on only for the same people and with the same change: a page whose filter is
//! another one by then would change those whom nobody meant. Whom a filter finds is read under the caller's rights when the part begins, in the order
//! of ids up to those that were there at first, so that everybody is met once although the change itself may take them out of the filter.

use std::collections::BTreeSet;

use domain::{
    access::{Caller, Operation, Reach},
    error::{Error, ErrorKind, FieldError, Result},
    ids::{OrganisationId, UserId},
    msg,
    user::{BulkForm, BulkOutcome, Picked, REFUSALS_MAX, Refusal, UserFilter, UserStatus, check_tags, shorten, split_tags},
};
use sha2::{Digest, Sha256};

use super::{assign, filter, status, tags};
use crate::{Context, context::uuid_at};

/// People changed by one call.
const PART: usize = 200;

/// What is done to each.
struct Act {
    manager: Option<Option<UserId>>,
    organisation: Option<Option<OrganisationId>>,
    status: Option<UserStatus>,
    add: Vec<String>,
    remove: Vec<String>,
}

/// An empty text leaves as it is, `none` takes away, an id sets.
fn link<I: std::str::FromStr>(text: &str, field: &str, wrong: &mut Vec<FieldError>) -> Option<Option<I>> {
    match text.trim() {
        "" => None,
        "none" => Some(None),
        id => match id.parse() {
            Ok(id) => Some(Some(id)),
            Err(_) => {
                wrong.push(FieldError { field: field.to_owned(), message: msg::field_choose_one(shorten(id)) });
                None
            }
        },
    }
}

impl Act {
    fn read(form: &BulkForm) -> Result<Self> {
        let mut wrong = Vec::new();
        let manager = link(&form.manager, "manager", &mut wrong);
        let organisation = link(&form.organisation, "organisation", &mut wrong);
        let status = UserStatus::from_code(form.status.trim());
        if status.is_none() && !form.status.trim().is_empty() {
            wrong.push(FieldError { field: "status".to_owned(), message: msg::field_choose_one(shorten(&form.status)) });
        }
        for (field, text) in [("add_tags", &form.add_tags), ("remove_tags", &form.remove_tags)] {
            wrong.extend(check_tags(text).map(|message| FieldError { field: field.to_owned(), message }));
        }
        if !wrong.is_empty() {
            return Err(Error::fields(wrong));
        }
        let act = Self { manager, organisation, status, add: split_tags(&form.add_tags), remove: split_tags(&form.remove_tags) };
        if act.links() || act.status.is_some() || act.tags() { Ok(act) } else { Err(Error::invalid(msg::users_change_nothing())) }
    }

    fn links(&self) -> bool {
        self.manager.is_some() || self.organisation.is_some()
    }

    fn tags(&self) -> bool {
        !self.add.is_empty() || !self.remove.is_empty()
    }

    /// How far the caller reaches with all of it.
    fn reach(&self, caller: &Caller) -> Result<Reach> {
        let asked =
            [(self.links(), Operation::AssignUser), (self.status.is_some(), Operation::SetUserStatus), (self.tags(), Operation::EditUser)];
        let mut reach = caller.reach(Operation::AssignUser)?;
        for (_, operation) in asked.into_iter().filter(|(asked, _)| *asked) {
            reach = caller.reach(operation)?;
        }
        Ok(reach)
    }

    /// Does it to one; whether that changed anything.
    async fn on(&self, context: &Context, caller: &Caller, user: UserId) -> Result<bool> {
        let mut changed = false;
        if self.links() {
            changed |= assign::assign(context, caller, &[user], self.manager, self.organisation).await? > 0;
        }
        if self.tags() {
            changed |= tags::change(context, caller, user, &self.add, &self.remove).await?;
        }
        if let Some(status) = self.status {
            changed |= status::set_status(context, caller, user, status).await?;
        }
        Ok(changed)
    }
}

/// Where a part begins, and for filters where the last one ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cursor {
    after: UserId,
    until: UserId,
    /// See [`mark`].
    of: u64,
}

/// Whom and what a change means, in a few digits.
fn mark(whom: &Picked, form: &BulkForm) -> u64 {
    let whom: Vec<String> = match whom {
        Picked::These(ids) => ids.iter().collect::<BTreeSet<_>>().into_iter().map(ToString::to_string).collect(),
        Picked::Matching(filter) => {
            // The month narrows figures and nobody.
            let narrowing = filter.to_parameters().into_iter().filter(|(name, _)| *name != "month");
            narrowing.map(|(name, value)| format!("{name}={value}")).collect()
        }
    };
    let asked = serde_json::json!([whom, form]).to_string();
    Sha256::digest(asked.as_bytes()).iter().take(8).fold(0, |mark, byte| (mark << 8) | u64::from(*byte))
}

impl Cursor {
    fn read(text: &str) -> Result<Self> {
        Self::parse(text).ok_or_else(|| Error::invalid(msg::field_choose_one(shorten(text))))
    }

    fn parse(text: &str) -> Option<Self> {
        let (after, rest) = text.split_once('~')?;
        let (until, of) = rest.split_once('~')?;
        Some(Self { after: after.parse().ok()?, until: until.parse().ok()?, of: u64::from_str_radix(of, 16).ok()? })
    }

    fn written(self) -> String {
        format!("{}~{}~{:016x}", self.after, self.until, self.of)
    }
}

/// Whom this part concerns, in the order of their ids; one more than a part where there are more.
async fn picked(context: &Context, caller: &Caller, reach: &Reach, picked: &Picked, cursor: Cursor) -> Result<Vec<UserId>> {
    match picked {
        Picked::These(ids) => {
            let ids: BTreeSet<UserId> = ids.iter().copied().collect();
            if ids.len() > assign::MOST {
                return Err(Error::invalid(msg::users_too_many(ids.len(), assign::MOST)));
            }
            Ok(ids.into_iter().filter(|id| *id > cursor.after).take(PART + 1).collect())
        }
        Picked::Matching(wanted) => {
            // Who may be listed, and who may be changed.
            caller.reach(Operation::ListUsers)?;
            let wanted: &UserFilter = filter::allowed(caller, wanted)?;
            let narrow = filter::narrow(context, reach, wanted);
            Ok(db::users::list::ids(context.db.read(), &narrow, cursor.after, cursor.until, PART + 1).await?)
        }
    }
}

/// The name of somebody whom the caller may see.
async fn name_of(context: &Context, caller: &Caller, user: UserId) -> Result<Option<String>> {
    let Ok(reach) = caller.reach(Operation::ListUsers) else { return Ok(None) };
    let row = db::users::brief(context.db.read(), user).await?;
    Ok(row.filter(|row| reach.covers(row.id, row.manager_id, &row.path)).map(|row| row.name))
}

/// The sentence that says most: of a form's errors, the first.
fn reason(error: Error) -> domain::Msg {
    error.fields.into_iter().next().map_or(error.message, |wrong| wrong.message)
}

/// See [`domain::port::Users::change`].
pub async fn change(context: &Context, caller: &Caller, whom: &Picked, form: &BulkForm, after: Option<&str>) -> Result<BulkOutcome> {
    caller.reach(Operation::AssignUser)?;
    let act = Act::read(form)?;
    let reach = act.reach(caller)?;
    let of = mark(whom, form);
    let cursor = match after.filter(|after| !after.is_empty()) {
        Some(after) => Cursor::read(after)?,
        // Whoever is made later has a later id.
        None => Cursor { after: UserId::NIL, until: UserId(uuid_at(context.now().plus_seconds(1))), of },
    };
    if cursor.of != of {
        return Err(Error::conflict(msg::users_change_is_another()));
    }
    let mut ids = picked(context, caller, &reach, whom, cursor).await?;
    let more = ids.len() > PART;
    ids.truncate(PART);
    let next = ids.last().filter(|_| more).map(|last| Cursor { after: *last, ..cursor }.written());
    let mut outcome = BulkOutcome { next, ..BulkOutcome::default() };
    let only_one = ids.len() == 1 && cursor.after == UserId::NIL;
    for user in ids {
        match act.on(context, caller, user).await {
            Ok(true) => outcome.changed += 1,
            Ok(false) => outcome.unchanged += 1,
            // What is wrong with the whole is not told person by person; and who means one person is told plainly.
            Err(error) if only_one || matches!(error.kind, ErrorKind::Internal | ErrorKind::Unavailable | ErrorKind::SignIn) => {
                return Err(error);
            }
            Err(error) => {
                outcome.refused += 1;
                if outcome.refusals.len() < REFUSALS_MAX {
                    let name = name_of(context, caller, user).await?;
                    outcome.refusals.push(Refusal { user, name, why: reason(error) });
                }
            }
        }
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_junk_is_refused() {
        let cursor = Cursor { after: UserId(uuid::Uuid::from_u128(7)), until: UserId(uuid::Uuid::from_u128(9)), of: 0xfe };
        assert_eq!(Cursor::read(&cursor.written()), Ok(cursor));
        let short = format!("{}~{}", cursor.after, cursor.until);
        for junk in ["", "~", "~~", "usr_1~usr_2~0", "x", short.as_str()] {
            assert!(Cursor::read(junk).is_err(), "{junk}");
        }
    }
}
