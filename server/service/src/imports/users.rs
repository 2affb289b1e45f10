//! Users of a file, a batch at a time: what each row means for the people who are there (a new account, a change of the columns it
//! fills, nothing), and the writing of it. [`world`] is what is there, [`reading`] works out the meaning of a row, before anything is
//! written and the same way for a preview, [`writing`] writes it.

use std::collections::HashMap;

use db::imports::{lookup::Person, write};
use domain::{access::Caller, error::Result, ids::UserId, import::RowProblem, user::UserStatus};
use sea_orm::ConnectionTrait;

use self::{reading::Reading, world::world};
use super::{columns::Columns, user_rows::UserLine};
use crate::Context;

mod reading;
mod world;
mod writing;

pub use writing::apply;

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
/// preview they stay here. Who was staff and is no longer, or not active, is there as nobody.
#[derive(Debug, Default)]
pub struct Earlier {
    parents: HashMap<String, Place>,
    staff: HashMap<String, Option<Place>>,
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

/// Whether somebody can be given as a manager at all.
fn may_manage(person: &Person) -> bool {
    person.role.is_staff() && person.status == UserStatus::Active
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
        let (meant, problems) = Reading::new(caller, columns, line, &mut world, earlier).person(context, &mut plan.organisations);
        match meant {
            Some((before, after)) if problems.is_empty() => {
                if after.role.is_staff() || before.as_ref().is_some_and(|before| before.role.is_staff()) {
                    earlier.staff.insert(after.email_key.clone(), may_manage(&after).then(|| Place::from(&after)));
                }
                if after.node.is_some() {
                    earlier.parents.insert(line.external_id.clone(), Place::from(&after));
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
