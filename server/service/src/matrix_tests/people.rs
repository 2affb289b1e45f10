//! Who is in the matrix: the people of the small world, where they stand in its tree, and as whom operations are called.

use domain::access::{Post, Role};

/// A part of the tree. Everything lies in the root's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    Root,
    Anna,
    Ben,
}

impl Part {
    /// Whether what stands there is in this part.
    pub fn holds(self, other: Self) -> bool {
        self == Self::Root || self == other
    }
}

/// Somebody. Everything that is theirs carries their mark, so that a mark in an answer tells whose thing it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Person {
    /// The owner.
    Olga,
    /// A sub-dealer.
    Anna,
    /// Another.
    Ben,
    /// A customer of the owner.
    Otto,
    /// A customer of Anna.
    Alma,
    /// Another one of Anna.
    Alba,
    /// A customer of Ben.
    Bela,
    /// An employee there, with that post.
    Staff(Part, Post),
}

/// Those who are no staff, and one employee of the other dealer.
const OTHERS: [Person; 8] = [
    Person::Olga,
    Person::Anna,
    Person::Ben,
    Person::Otto,
    Person::Alma,
    Person::Alba,
    Person::Bela,
    Person::Staff(Part::Ben, Post::Support),
];

impl Person {
    /// Everybody.
    pub fn all() -> Vec<Self> {
        let staff = |part| Post::ALL.into_iter().map(move |post| Self::Staff(part, post));
        OTHERS.into_iter().chain(staff(Part::Root)).chain(staff(Part::Anna)).collect()
    }

    /// Where they stand: a dealer at the head of their own part.
    pub fn part(self) -> Part {
        match self {
            Self::Olga | Self::Otto => Part::Root,
            Self::Anna | Self::Alma | Self::Alba => Part::Anna,
            Self::Ben | Self::Bela => Part::Ben,
            Self::Staff(part, _) => part,
        }
    }

    pub fn role(self) -> Role {
        match self {
            Self::Olga => Role::Owner,
            Self::Anna | Self::Ben => Role::SubDealer,
            Self::Otto | Self::Alma | Self::Alba | Self::Bela => Role::Customer,
            Self::Staff(..) => Role::Employee,
        }
    }

    pub fn post(self) -> Option<Post> {
        if let Self::Staff(_, post) = self { Some(post) } else { None }
    }

    /// Who heads the part they stand in.
    pub fn head(self) -> Self {
        match self.part() {
            Part::Root => Self::Olga,
            Part::Anna => Self::Anna,
            Part::Ben => Self::Ben,
        }
    }

    pub fn is_head(self) -> bool {
        self.head() == self
    }

    /// A word that stands in nothing but what is theirs.
    pub fn mark(self) -> String {
        match self {
            Self::Staff(part, post) => format!("{part:?}{post:?}zq").to_lowercase(),
            other => format!("{other:?}zq").to_lowercase(),
        }
    }
}

/// As whom an operation is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// As this person.
    Is(Person),
    /// As Anna, who must choose a new password first.
    Locked,
}

impl Who {
    /// All of the matrix' callers.
    pub fn all() -> Vec<Self> {
        let staff = |part| Post::ALL.into_iter().map(move |post| Self::Is(Person::Staff(part, post)));
        let others = [Self::Is(Person::Olga), Self::Is(Person::Anna), Self::Is(Person::Alma), Self::Locked];
        others.into_iter().chain(staff(Part::Root)).chain(staff(Part::Anna)).collect()
    }

    pub fn person(self) -> Person {
        match self {
            Self::Is(person) => person,
            Self::Locked => Person::Anna,
        }
    }

    /// Whether everything of this person is within this caller's reach: their own for customers, their part of the tree for all others.
    pub fn sees(self, other: Person) -> bool {
        let own = self.person();
        if own.role() == Role::Customer { own == other } else { own.part().holds(other.part()) }
    }

    /// Whether amounts may be in an answer.
    pub fn sees_money(self) -> bool {
        !matches!(self, Self::Is(Person::Staff(_, Post::Users | Post::Support | Post::ReadOnly)) | Self::Locked)
    }
}

/// Whether this caller may change this person's account, within their reach: nobody changes the account of someone above them.
pub fn manages(caller: Person, other: Person) -> bool {
    let customer = other.role() == Role::Customer;
    caller == other
        || match caller {
            Person::Olga => true,
            Person::Staff(_, Post::Super) => customer || other.post().is_some(),
            Person::Staff(_, Post::Users) => customer || other.post() == Some(Post::Users),
            _ => other != Person::Olga,
        }
}
