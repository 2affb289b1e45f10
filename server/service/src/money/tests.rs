//! Stories of money: the journal by itself, payments and refunds, and the check of the books against planted defects.

mod books;
mod journal;
mod payments;
mod refunds;
mod showing;
