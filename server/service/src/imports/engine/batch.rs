//! One batch: planned, written with its refusals and the place reached, in one transaction, and tried again when others write the same
//! things at the same moment.

use db::imports::{self as store, Problem};
use domain::{
    error::{Error, ErrorKind, Result},
    import::RowProblem,
    msg,
};
use sea_orm::ConnectionTrait;

use crate::identity::still_holds;

use super::{
    super::{payments, rows::Row, users},
    LEASE_SECONDS, Pass, Work,
    reading::Lines,
    taken_over,
};

/// How often a batch is tried when others write the same things.
const TRIES: usize = 5;

/// What a batch amounts to.
enum Plan {
    Users(users::Plan),
    Payments(payments::Plan),
}

impl Work<'_> {
    /// One batch, tried again when others write the same things at the same moment.
    pub(super) async fn batch(&mut self, pass: Pass, from: i64, lines: &Lines, refused: (&[Row], Vec<RowProblem>)) -> Result<()> {
        let mut tries = 1;
        loop {
            let before = self.run.clone();
            match self.attempt(pass, from, lines, (refused.0, refused.1.as_slice())).await {
                Err(error)
                    if tries < TRIES
                        && matches!(error.kind, ErrorKind::Unavailable | ErrorKind::Conflict)
                        && error.message != msg::imports_taken_over() =>
                {
                    tracing::info!(import = %self.run.id, %error, tries, "a batch is tried again");
                    self.run = before;
                    tries += 1;
                }
                other => return other,
            }
        }
    }

    async fn attempt(&mut self, pass: Pass, from: i64, lines: &Lines, (rows, problems): (&[Row], &[RowProblem])) -> Result<()> {
        let tx = self.context.db.begin().await?;
        db::users::hold_tree(&*tx).await?;
        // A run outlives its request, and a restart of the server: who lost the right meanwhile has lost it here too.
        if !still_holds(&*tx, self.caller).await? {
            return Err(Error::new(ErrorKind::Forbidden, msg::imports_right_lost()));
        }
        // What earlier batches brought is in the database; this one begins with nothing of its own, also when it is tried again.
        if pass == Pass::Write {
            self.earlier = users::Earlier::default();
        }
        let plan = self.plan(&*tx, lines).await?;
        if pass == Pass::Write {
            match &plan {
                Plan::Users(plan) => users::apply(&tx, self.context, self.caller, self.run.id, plan).await?,
                Plan::Payments(plan) => payments::apply(&tx, self.context, self.caller, plan).await?,
            }
        }
        let (created, updated, unchanged, refused, more) = match plan {
            Plan::Users(plan) => (plan.created(), plan.updated(), plan.unchanged, plan.refused, plan.problems),
            Plan::Payments(plan) => (plan.created(), plan.updated, plan.unchanged, plan.refused, plan.problems),
        };
        let count = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        self.run.rows_created += count(created);
        self.run.rows_updated += count(updated);
        self.run.rows_unchanged += count(unchanged);
        self.run.rows_refused += count(refused);
        store::insert_problems(&*tx, self.run.id, stored(problems.iter().chain(&more), rows)?).await?;
        store::advance(&*tx, from, &self.run, self.context.now().plus_seconds(LEASE_SECONDS)).await.map_err(taken_over)?;
        let wrote = pass == Pass::Write && created + updated > 0;
        if self.tell(&tx, false).await? && wrote {
            self.tell_lists(&tx).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn plan(&mut self, connection: &impl ConnectionTrait, lines: &Lines) -> Result<Plan> {
        Ok(match lines {
            Lines::Users(lines) => {
                Plan::Users(users::plan(connection, self.context, self.caller, &self.columns, lines, &mut self.earlier).await?)
            }
            Lines::Payments(lines) => Plan::Payments(payments::plan(connection, self.context, self.caller, &self.columns, lines).await?),
        })
    }
}

/// Problems as stored, each row's numbered; the first of a row holds the row as it came, for the file of refused rows.
fn stored<'p>(problems: impl Iterator<Item = &'p RowProblem>, rows: &[Row]) -> Result<Vec<Problem>> {
    let mut sorted: Vec<&RowProblem> = problems.collect();
    sorted.sort_by_key(|problem| problem.line);
    let (mut line, mut seq) = (0, 0);
    sorted
        .into_iter()
        .map(|problem| {
            seq = if problem.line == line { seq + 1 } else { 0 };
            line = problem.line;
            let row =
                rows.binary_search_by_key(&line, |row| row.line).ok().filter(|_| seq == 0).map(|at| rows[at].fields().collect::<Vec<_>>());
            let cells = row.map(|cells| serde_json::to_string(&cells)).transpose().map_err(|_| Error::internal())?;
            let reason = serde_json::to_string(&problem.reason).map_err(|_| Error::internal())?;
            Ok(Problem {
                line: i64::try_from(line).unwrap_or(i64::MAX),
                seq,
                column_name: problem.column.clone(),
                value: problem.value.clone(),
                reason,
                cells,
            })
        })
        .collect()
}
