//! Who may do what. A [`Role`] (and, for employees, a [`Post`]) holds [`Grant`]s: a module, an action and how far it reaches. Every
//! operation of the product is a row of [`Operation`]; a use case begins with [`Caller::reach`], which answers how far this caller
//! reaches with this operation, and then looks at the object itself. What is out of reach does not exist (404).
//!
//! To add an operation: a variant with its module and action here, the use case that asks for it, and an exercise in the matrix
//! test, which fails and names it while one is missing.

mod caller;
mod grants;
mod operation;
mod role;

pub use caller::{Caller, Origin, Reach};
pub use grants::{Action, Condition, Grant, Module, Scope, grants};
pub use operation::Operation;
pub use role::{Post, Role};
