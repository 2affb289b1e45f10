//! Which column of the file feeds which column understood. By default those of the same name, whatever their case, spaces, dashes and
//! underscores; what a person chose for the last file of this kind comes before that, and what they choose for this one before all.
//!
//! To understand one more column: its name in `ImportKind::columns`, and its reading in `user_rows` or `payment_rows`.

use std::borrow::Cow;

use domain::{
    Error, Msg, Result,
    import::{ImportKind, RowProblem},
    msg,
    user::shorten,
};

use crate::cells::restored;

use super::rows::{FIELD_MAX, FIELDS_MAX, Flaw, Row};

/// For each column understood, the column of the file that feeds it.
pub type Mapping = Vec<(String, Option<String>)>;

fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

fn position(header: &[String], name: &str) -> Option<usize> {
    header.iter().position(|column| column == name).or_else(|| header.iter().position(|column| plain(column) == plain(name)))
}

/// The mapping for a file: chosen for it, else kept from the last one, else by name.
#[must_use]
pub fn propose(kind: ImportKind, header: &[String], chosen: &[(String, Option<String>)], kept: &[(String, Option<String>)]) -> Mapping {
    let of = |list: &[(String, Option<String>)], known: &str| list.iter().find(|(name, _)| name == known).map(|(_, column)| column.clone());
    kind.columns()
        .iter()
        .map(|known| {
            let kept = of(kept, known).flatten().filter(|column| position(header, column).is_some());
            let column = of(chosen, known).unwrap_or_else(|| kept.or_else(|| position(header, known).map(|at| header[at].clone())));
            ((*known).to_owned(), column)
        })
        .collect()
}

/// The columns of one file, ready to read rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    kind: ImportKind,
    header: Vec<String>,
    at: Vec<Option<usize>>,
}

impl Columns {
    /// Joins a header and a mapping.
    ///
    /// # Errors
    /// When the mapping names what is not there, a column that feeds something stands twice, or one that must be there is missing.
    pub fn new(kind: ImportKind, header: &[String], mapping: &[(String, Option<String>)]) -> Result<Self> {
        if let Some((name, _)) = mapping.iter().find(|(name, _)| !kind.columns().contains(&name.as_str())) {
            return Err(Error::invalid(msg::imports_unknown_column(shorten(name), kind.columns().join(", "))));
        }
        let mut at = Vec::with_capacity(kind.columns().len());
        for known in kind.columns() {
            let column = mapping.iter().find(|(name, _)| name == known).and_then(|(_, column)| column.as_deref());
            let place = column.map(|column| {
                position(header, column)
                    .ok_or_else(|| Error::invalid(msg::imports_no_such_column(shorten(column), shorten(&header.join(", ")))))
            });
            at.push(place.transpose()?);
        }
        let missing: Vec<&str> =
            kind.columns().iter().zip(&at).take(kind.required()).filter(|(_, place)| place.is_none()).map(|(name, _)| *name).collect();
        if !missing.is_empty() {
            return Err(Error::invalid(msg::imports_missing_columns(missing.join(", "), shorten(&header.join(", ")))));
        }
        for place in at.iter().flatten() {
            let twice = header.iter().enumerate().find(|(other, name)| other != place && plain(name) == plain(&header[*place]));
            if let Some((_, name)) = twice {
                return Err(Error::invalid(msg::imports_column_twice(shorten(name))));
            }
        }
        Ok(Self { kind, header: header.to_vec(), at })
    }

    fn place(&self, known: &str) -> Option<usize> {
        let index = self.kind.columns().iter().position(|name| *name == known)?;
        self.at.get(index).copied().flatten()
    }

    /// The trimmed cell of a column understood, without what our own exports put before it; empty where the file has none.
    #[must_use]
    pub fn cell<'row>(&self, row: &'row Row, known: &str) -> Cow<'row, str> {
        match restored(self.place(known).and_then(|at| row.get(at)).unwrap_or_default().trim()) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }
    }

    /// A refusal of one cell.
    #[must_use]
    pub fn problem(&self, row: &Row, known: &str, reason: Msg) -> RowProblem {
        let column = self.place(known).and_then(|at| self.header.get(at)).map_or(known, String::as_str);
        RowProblem { line: row.line, column: column.to_owned(), value: shown(&self.cell(row, known)), reason }
    }

    /// What is wrong with the shape of a row, if anything.
    #[must_use]
    pub fn flaw(&self, row: &Row) -> Option<RowProblem> {
        let refuse = |at: Option<usize>, reason| RowProblem {
            line: row.line,
            column: at.and_then(|at| self.header.get(at)).cloned().unwrap_or_default(),
            value: at.and_then(|at| row.get(at)).map(shown).unwrap_or_default(),
            reason,
        };
        match row.flaw {
            Some(Flaw::FieldTooLong(at, bytes)) => return Some(refuse(Some(at), msg::imports_field_too_long(bytes, FIELD_MAX))),
            Some(Flaw::TooManyFields(count)) => return Some(refuse(None, msg::imports_too_many_fields(count, FIELDS_MAX))),
            Some(Flaw::TextAfterQuote(at)) => return Some(refuse(Some(at), msg::imports_text_after_quote())),
            None => {}
        }
        // Spreadsheets end some rows with cells of nothing.
        let last = (0..row.len()).rev().find(|at| row.get(*at).is_some_and(|cell| !cell.trim().is_empty())).map_or(0, |at| at + 1);
        if row.len() < self.header.len() || last > self.header.len() {
            return Some(refuse(None, msg::imports_field_count(row.len(), self.header.len())));
        }
        // Every cell is looked at, also those that feed nothing: a NUL says that the file is not what it seems.
        let at = row.fields().position(|cell| cell.contains('\0'))?;
        Some(refuse(Some(at), msg::imports_nul()))
    }
}

/// A value as a sentence can show it: short, and with marks in place of control characters.
#[must_use]
pub fn shown(value: &str) -> String {
    let visible: String = value
        .chars()
        .take(200)
        .map(|c| match c {
            '\0' => '␀',
            c if c.is_control() => '␣',
            c => c,
        })
        .collect();
    shorten(&visible)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &str) -> Vec<String> {
        names.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn names_meet_whatever_their_spelling_and_what_was_chosen_comes_first() {
        let header = header("External ID,user-external-id,PaidAt,Amount,CURRENCY,method,status,Comment");
        let mapping =
            propose(ImportKind::Payments, &header, &[], &[("note".into(), Some("Comment".into())), ("amount".into(), Some("Gone".into()))]);
        let of = |name: &str| mapping.iter().find(|(known, _)| known == name).and_then(|(_, column)| column.clone());
        assert_eq!(
            (of("paid_at").as_deref(), of("note").as_deref(), of("amount").as_deref()),
            (Some("PaidAt"), Some("Comment"), Some("Amount"))
        );
        let none = propose(ImportKind::Payments, &header, &[("note".into(), None)], &[("note".into(), Some("Comment".into()))]);
        assert_eq!(none.last().map(|(_, column)| column.clone()), Some(None));
        assert!(Columns::new(ImportKind::Payments, &header, &mapping).is_ok());
    }

    #[test]
    fn what_cannot_be_fed_is_named() {
        let of = |names: &str| {
            let header = header(names);
            Columns::new(ImportKind::Payments, &header, &propose(ImportKind::Payments, &header, &[], &[])).map(|_| ())
        };
        let missing = of("external_id,paid_at,amount,currency,method").expect_err("two are missing");
        assert_eq!(missing.message.key, "imports-missing-columns");
        assert!(format!("{:?}", missing.message).contains("user_external_id, status"));
        let twice = of("external_id,user_external_id,paid_at,amount,Amount,currency,method,status").expect_err("which of them?");
        assert_eq!(twice.message, msg::imports_column_twice("Amount"));
    }
}
