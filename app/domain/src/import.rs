//! Imports from CSV files: users and payments. The same reader serves the command line and the page; a run is a row that says how far
//! it is, so that it can be resumed and watched.

use serde::{Deserialize, Serialize};

use crate::{ids::ImportId, text::Msg, time::Timestamp};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// People.
    Users,
    /// Payments.
    Payments,
}

impl ImportKind {
    /// As stored, in URLs and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Payments => "payments",
        }
    }
    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        match text {
            "users" => Some(Self::Users),
            "payments" => Some(Self::Payments),
            _ => None,
        }
    }

    /// Columns understood, in the order of the template; the first [`Self::required`] must be there.
    #[must_use]
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Users => &[
                "external_id",
                "name",
                "email",
                "phone",
                "organisation",
                "role",
                "status",
                "tier",
                "plan",
                "registered_at",
                "manager_email",
                "tags",
                "parent_external_id",
            ],
            Self::Payments => &["external_id", "user_external_id", "paid_at", "amount", "currency", "method", "status", "note"],
        }
    }

    /// How many of [`Self::columns`] a file must have.
    #[must_use]
    pub const fn required(self) -> usize {
        match self {
            Self::Users => 7,
            Self::Payments => 7,
        }
    }
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// The file is here; its head was read; nothing is done yet.
    Uploaded,
    /// Rows are being checked, nothing is written.
    Checking,
    /// Checked: the preview is complete.
    Checked,
    /// Rows are going in.
    Running,
    /// All good rows are in.
    Done,
    /// Nothing was done: the file as a whole was refused, or it was all or nothing.
    Refused,
}

impl ImportState {
    /// As stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Checking => "checking",
            Self::Checked => "checked",
            Self::Running => "running",
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        [Self::Uploaded, Self::Checking, Self::Checked, Self::Running, Self::Done, Self::Refused]
            .into_iter()
            .find(|state| state.code() == text)
    }
}

/// A refused row, or a refusal of the whole file (`line` 0).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowProblem {
    /// Line of the file where the row begins; the header is line 1.
    pub line: u64,
    /// Column's name in the file.
    pub column: String,
    /// The value as it stands there, shortened.
    pub value: String,
    /// What is wrong and what to do.
    pub reason: Msg,
}

/// A run, as the page and the command line show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportView {
    /// Its id.
    pub id: ImportId,
    /// What.
    pub kind: ImportKind,
    /// The file's name.
    pub file: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Bytes read so far.
    pub read: u64,
    /// How far.
    pub state: ImportState,
    /// Columns of the file, as in its header.
    pub header: Vec<String>,
    /// For each column understood: which column of the file feeds it.
    pub mapping: Vec<(String, Option<String>)>,
    /// The first rows of the file.
    pub sample: Vec<Vec<String>>,
    /// Rows read.
    pub rows: u64,
    /// Rows created.
    pub created: u64,
    /// Rows that changed something that was there.
    pub updated: u64,
    /// Rows that were in already, the same.
    pub unchanged: u64,
    /// Rows refused.
    pub refused: u64,
    /// The first refused rows (the report has all).
    pub problems: Vec<RowProblem>,
    /// Nothing goes in unless everything does.
    pub all_or_nothing: bool,
    /// When it began.
    pub created_at: Timestamp,
    /// Who began it.
    pub by: String,
}
