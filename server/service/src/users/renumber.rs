//! Stored phone numbers, read again by the rules of [`crate::phones`]: those that an older version took down otherwise become what is
//! dialled, and those that are no numbers are named and left, for nobody can say what was meant.

use domain::{
    access::{Caller, Operation},
    error::Result,
    ids::UserId,
};

use super::changes;
use crate::{Context, phones};

/// People looked at in one transaction.
const BATCH: usize = 500;

/// What a stored number is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renumbered {
    /// Whose.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// As it was stored.
    pub before: String,
    /// As it is dialled; none where it is no number.
    pub after: Option<String>,
}

/// Reads all stored numbers again; without `write` it only says what would change.
///
/// # Errors
/// When the caller may not, or the database refuses; what was told before is done.
pub async fn renumber(context: &Context, caller: &Caller, write: bool, tell: &mut (dyn FnMut(Renumbered) + Send)) -> Result<()> {
    caller.reach(Operation::EditUser)?;
    let mut last = UserId::NIL;
    loop {
        let tx = context.db.begin().await?;
        let people = db::users::phones::after(&*tx, last, BATCH).await?;
        let Some(end) = people.last() else { return Ok(()) };
        last = end.id;
        let mut told = Vec::new();
        for person in people {
            // A stored number has its country's code.
            let after = phones::read(&person.phone, None).ok();
            if after.as_ref() == Some(&person.phone) {
                continue;
            }
            if let Some(after) = after.as_deref().filter(|_| write) {
                if !db::users::phones::replace(&*tx, &person, after).await? {
                    continue;
                }
                let change = changes::one("phone", Some(person.phone.clone()), Some(after.to_owned()));
                changes::append(&tx, context, caller, Operation::EditUser, person.id, &person.name, &person.path, vec![change]).await?;
                changes::publish(&tx, context, &person.path, &[person.id]).await?;
            }
            told.push(Renumbered { user: person.id, name: person.name, before: person.phone, after });
        }
        tx.commit().await?;
        told.into_iter().for_each(&mut *tell);
    }
}
