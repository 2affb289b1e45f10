//! Columns: what a table can show, which of them it shows, and the order of its rows.

use std::{fmt, sync::Arc};

use domain::Msg;
use leptos::prelude::*;

/// Where the content of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Words: at the start.
    #[default]
    Start,
    /// Figures: at the end, digits below digits.
    End,
}

impl Align {
    pub(super) const fn class(self) -> Option<&'static str> {
        match self {
            Self::Start => None,
            Self::End => Some("cell-figure"),
        }
    }
}

/// What a heading needs to know of its column.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// As in the address.
    pub key: &'static str,
    /// As read.
    pub label: Msg,
    /// Where the content stands.
    pub align: Align,
    /// Whether rows can be sorted by it.
    pub sortable: bool,
}

type Write<T> = Arc<dyn Fn(&T) -> AnyView + Send + Sync>;

/// A column of a table of `T`.
pub struct Column<T> {
    heading: Heading,
    write: Write<T>,
    usual: bool,
}

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        Self { heading: self.heading.clone(), write: Arc::clone(&self.write), usual: self.usual }
    }
}

impl<T> Column<T> {
    /// A column with this key and heading, whose cells are written so.
    pub fn new<V: IntoView + 'static>(key: &'static str, label: Msg, write: impl Fn(&T) -> V + Send + Sync + 'static) -> Self {
        let heading = Heading { key, label, align: Align::Start, sortable: false };
        Self { heading, write: Arc::new(move |row| write(row).into_any()), usual: true }
    }
    /// Rows can be sorted by it.
    #[must_use]
    pub const fn sortable(mut self) -> Self {
        self.heading.sortable = true;
        self
    }
    /// Holds figures.
    #[must_use]
    pub const fn figure(mut self) -> Self {
        self.heading.align = Align::End;
        self
    }
    /// Shown only when chosen.
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.usual = false;
        self
    }
    /// Its heading.
    #[must_use]
    pub fn heading(&self) -> Heading {
        self.heading.clone()
    }
    /// Whether it is shown unless chosen otherwise.
    #[must_use]
    pub const fn is_usual(&self) -> bool {
        self.usual
    }

    pub(super) fn write(&self, row: &T) -> AnyView {
        (self.write)(row)
    }
}

/// The columns to show: the chosen ones in their order, or the usual ones where none of them is known.
#[must_use]
pub fn shown_columns<T>(columns: Vec<Column<T>>, chosen: &[String]) -> Vec<Column<T>> {
    let picked: Vec<_> =
        chosen.iter().filter_map(|key| columns.iter().find(|column| column.heading.key == key.as_str()).cloned()).collect();
    if picked.is_empty() { columns.into_iter().filter(Column::is_usual).collect() } else { picked }
}

/// How rows are sorted: `name`, or `-name` for the other way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// Key of the column.
    pub key: String,
    /// From the end to the beginning.
    pub descending: bool,
}

impl Sort {
    /// Reads `name` or `-name`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (descending, key) = text.strip_prefix('-').map_or((false, text), |key| (true, key));
        (!key.is_empty()).then(|| Self { key: key.to_owned(), descending })
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.key)
    }
}
