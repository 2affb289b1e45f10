//! How each row of the table is carried out: one arm per row, each calls the use case and answers what it showed, as text.

use domain::{Error, Result, access::Caller, ids::UserId, port::chunks::Chunks, text::Locale};
use serde::Serialize;

use super::{
    people::{Person, Who},
    rows::{On, Row},
    world::World,
};

mod account;
mod organisations;
mod people;
mod trade;
mod views;
mod whatsapp;

/// What a cell of the matrix acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    /// See [`On::Nothing`].
    Nothing,
    /// What is this person's, or this person.
    Of(Person),
    /// What does not exist.
    Missing,
}

impl Object {
    pub fn person(self) -> Option<Person> {
        if let Self::Of(person) = self { Some(person) } else { None }
    }
}

/// One cell: who calls what on what.
pub struct Cell<'a> {
    pub world: &'a World,
    pub row: &'a Row,
    pub who: Who,
    pub caller: &'a Caller,
    pub object: Object,
}

impl Cell<'_> {
    /// Calls the use case.
    pub async fn act(&self) -> Result<String> {
        match self.row.name.split_once('/').map_or(self.row.name, |(area, _)| area) {
            "users" | "figures of money" | "export of users" => people::act(self).await,
            "organisations" => organisations::act(self).await,
            "payments"
            | "imports"
            | "audit"
            | "export of payments"
            | "export of audit"
            | "report of an import"
            | "upload of users"
            | "upload of payments" => trade::act(self).await,
            "servers" | "instances" | "messages" | "messages of a number" => whatsapp::act(self).await,
            "account" | "sign in" | "sign out" => account::act(self).await,
            "search" => search(self).await,
            "views" => views::act(self).await,
            _ => self.unknown(),
        }
    }

    fn unknown(&self) -> Result<String> {
        panic!("nothing says how to carry out {}", self.row.name)
    }

    /// The user that is acted on.
    fn user(&self) -> UserId {
        self.object.person().map_or_else(|| self.world.context.new_id(), |person| self.world.people[&person])
    }

    /// The id of what this person has, or one that nothing has.
    fn id<I: Copy + From<uuid::Uuid>>(&self, of: &std::collections::HashMap<Person, I>) -> I {
        self.object.person().map_or_else(|| self.world.context.new_id(), |person| of[&person])
    }
}

/// Something of every kind, by a part of it that all of that kind have.
async fn search(cell: &Cell<'_>) -> Result<String> {
    let mut shown = String::new();
    for part in ["person", "works", super::world::AMOUNT, "shop", "+34600111222", ".csv", "first"] {
        shown += &text(&cell.world.services.search.find(cell.caller, part, Locale::En).await?)?;
    }
    Ok(shown)
}

/// What an answer shows.
fn text(answer: &impl Serialize) -> Result<String> {
    serde_json::to_string(answer).map_err(|_| Error::internal())
}

/// What a download holds.
async fn read(mut chunks: Chunks) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = chunks.next().await {
        bytes.extend(chunk?);
    }
    String::from_utf8(bytes).map_err(|_| Error::internal())
}

/// All pages of a list, as text.
macro_rules! all_pages {
    ($page:expr) => {{
        let (mut shown, mut cursor) = (String::new(), None);
        loop {
            let page = $page(cursor).await?;
            shown += &crate::matrix_tests::acts::text(&page.rows)?;
            cursor = page.next;
            if cursor.is_none() {
                break shown;
            }
        }
    }};
}
use all_pages;

/// Everything a row of this kind can be done to.
pub fn objects(on: On) -> Vec<Object> {
    use super::world::{HEADS, HOLDERS, IMPORTERS, PAYERS, VIEWERS};
    let people: Vec<Person> = match on {
        On::Nothing => return vec![Object::Nothing],
        On::Person | On::Managed | On::Session => Person::all(),
        On::Organisation => HEADS.to_vec(),
        On::Payment => PAYERS.to_vec(),
        On::Instance | On::Message => HOLDERS.to_vec(),
        On::Import => IMPORTERS.to_vec(),
        On::View => VIEWERS.to_vec(),
        On::Server => vec![Person::Olga],
    };
    people.into_iter().map(Object::Of).chain([Object::Missing]).collect()
}
