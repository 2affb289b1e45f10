//! Imports as the page drives them: a file is kept under the data folder, looked at, checked and run in the background. The row of the
//! run says how far it is, so that a server which starts again goes on ([`resume_abandoned`]).

use std::{
    fs::DirBuilder,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use async_trait::async_trait;
use db::imports::{self as store, Run};
use domain::{
    Error, ErrorKind, Result,
    access::{Caller, Module, Operation},
    ids::ImportId,
    import::{ImportKind, ImportState, ImportView},
    live::LiveEvent,
    msg,
    page::{Page, PageQuery},
    port::{Imports, chunks::Chunks},
    text::Locale,
    user::shorten,
};

use super::{
    allowed,
    columns::{Columns, Mapping},
    engine, new_run,
    report::refused_rows,
    shown,
};
use crate::{Context, live};

/// Refusals that a page shows.
const SHOWN: u32 = 100;
/// Longest name of a file that is kept, in characters.
const NAME_MAX: usize = 200;

/// See [`Imports`].
#[derive(Debug, Clone)]
pub struct ImportsService {
    context: Context,
}

impl ImportsService {
    /// Over this context.
    #[must_use]
    pub const fn new(context: Context) -> Self {
        Self { context }
    }

    /// One of the caller's own runs.
    async fn own(&self, caller: &Caller, import: ImportId) -> Result<Run> {
        caller.reach(Operation::ListImports)?;
        store::find(self.context.db.read(), import)
            .await?
            .filter(|run| run.created_by == caller.user && run.path == caller.tree)
            .ok_or_else(Error::not_found)
    }

    /// One of the caller's own runs on which nobody works.
    async fn idle(&self, caller: &Caller, import: ImportId) -> Result<Run> {
        let run = self.own(caller, import).await?;
        allowed(caller, kind_of(&run)?)?;
        let busy = run.lease_until > self.context.now().0;
        match ImportState::from_code(&run.state) {
            Some(ImportState::Checking | ImportState::Running) if busy => Err(Error::conflict(msg::imports_state_running())),
            Some(ImportState::Done | ImportState::Refused) => Err(Error::conflict(msg::imports_state_over())),
            _ => Ok(run),
        }
    }

    /// Works on a run beside the request; what goes wrong is said in the run's problems.
    fn in_background(&self, caller: &Caller, run: Run, check: bool) {
        let (context, caller) = (self.context.clone(), caller.clone());
        tokio::spawn(async move { work(&context, &caller, run, check).await });
    }
}

async fn work(context: &Context, caller: &Caller, run: Run, check: bool) {
    let (id, path) = (run.id, run.file_path.clone());
    let mut quiet = |_: &Run| Ok(());
    let done =
        if check { engine::check(context, caller, run, &mut quiet).await } else { engine::import(context, caller, run, &mut quiet).await };
    match done {
        Ok(run) if matches!(ImportState::from_code(&run.state), Some(ImportState::Done | ImportState::Refused)) => {
            forget_file(context, &path)
        }
        Ok(_) => {}
        Err(error) if matches!(error.kind, ErrorKind::Invalid | ErrorKind::Forbidden) => match refuse(context, id, &error).await {
            Ok(()) => forget_file(context, &path),
            Err(problem) => tracing::warn!(import = %id, %problem, "a refusal could not be written down"),
        },
        Err(error) => tracing::warn!(import = %id, %error, "an import stopped; it goes on when it is started again"),
    }
}

/// Ends a run whose file is not acceptable as a whole, or whose owner may not go on, and says why on line 0.
async fn refuse(context: &Context, import: ImportId, error: &Error) -> Result<()> {
    let tx = context.db.begin().await?;
    let fence = store::take(&*tx, import, context.now()).await?;
    let reason = serde_json::to_string(&error.message).map_err(|_| Error::internal())?;
    store::insert_problems(
        &*tx,
        import,
        vec![store::Problem { line: 0, seq: 0, column_name: String::new(), value: String::new(), reason, cells: None }],
    )
    .await?;
    store::end(&*tx, import, fence, ImportState::Refused.code()).await?;
    let run = store::find(&*tx, import).await?.ok_or_else(Error::not_found)?;
    live::publish(&tx, context, Module::Imports, &run.path, Some(run.created_by), &LiveEvent::Import { id: import }).await?;
    Ok(tx.commit().await?)
}

/// Removes a file that was kept here; files elsewhere are their owners'.
fn forget_file(context: &Context, path: &str) {
    if Path::new(path).starts_with(folder(context))
        && let Err(error) = std::fs::remove_file(path)
    {
        tracing::warn!(%error, "an imported file could not be removed");
    }
}

/// Where files are kept until they are imported.
pub(super) fn folder(context: &Context) -> PathBuf {
    context.settings.data_dir.join("imports")
}

fn kind_of(run: &Run) -> Result<ImportKind> {
    ImportKind::from_code(&run.kind).ok_or_else(Error::internal)
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| Error::internal())
}

/// The columns of a run; says what is wrong with its mapping.
pub(super) fn columns_of(run: &Run) -> Result<Columns> {
    Columns::new(kind_of(run)?, &read::<Vec<String>>(&run.header)?, &read::<Mapping>(&run.mapping)?)
}

/// Goes on with what a process that died was working on, in the background. Call it when the server starts, and now and then.
///
/// # Errors
/// When the database refuses.
pub async fn resume_abandoned(context: &Context) -> Result<usize> {
    let runs = store::abandoned(context.db.read(), context.now()).await?;
    let count = runs.len();
    for run in runs {
        let Ok(caller) = read::<Caller>(&run.caller) else { continue };
        let check = run.state == ImportState::Checking.code() && !run.all_or_nothing;
        ImportsService::new(context.clone()).in_background(&caller, run, check);
    }
    Ok(count)
}

async fn view(context: &Context, run: Run, problems: bool) -> Result<ImportView> {
    let count = |value: i64| u64::try_from(value).unwrap_or(0);
    let problems = if problems { store::problems_after(context.db.read(), run.id, (-1, -1), SHOWN).await? } else { Vec::new() };
    Ok(ImportView {
        id: run.id,
        kind: kind_of(&run)?,
        bytes: count(run.bytes),
        read: count(run.read_bytes),
        state: ImportState::from_code(&run.state).ok_or_else(Error::internal)?,
        header: read(&run.header)?,
        mapping: read(&run.mapping)?,
        sample: read(&run.sample)?,
        rows: count(run.rows_read),
        created: count(run.rows_created),
        updated: count(run.rows_updated),
        unchanged: count(run.rows_unchanged),
        refused: count(run.rows_refused),
        problems: problems.into_iter().map(shown).collect::<Result<_>>()?,
        all_or_nothing: run.all_or_nothing,
        created_at: run.created_at,
        by: run.created_by_name,
        file: run.file_name,
    })
}

/// Moves a file into the folder of imports, which is for this user alone; across disks it is copied.
fn keep_file(from: &Path, folder: &Path, id: ImportId) -> std::io::Result<PathBuf> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let to = folder.join(format!("{id}.csv"));
    if std::fs::rename(from, &to).is_err() {
        std::fs::copy(from, &to)?;
        std::fs::remove_file(from)?;
    }
    Ok(to)
}

#[async_trait]
impl Imports for ImportsService {
    async fn begin(&self, caller: &Caller, kind: ImportKind, file_name: &str, path: &Path) -> Result<ImportView> {
        allowed(caller, kind)?;
        let name = domain::names::of_file(file_name, NAME_MAX);
        let mut run = match new_run(&self.context, caller, kind, &name, path, &[]).await {
            Ok(run) => run,
            Err(error) => {
                if let Err(problem) = tokio::fs::remove_file(path).await {
                    tracing::warn!(%problem, "a refused upload could not be removed");
                }
                return Err(error);
            }
        };
        let (from, to, id) = (path.to_owned(), folder(&self.context), run.id);
        let kept = tokio::task::spawn_blocking(move || keep_file(&from, &to, id)).await.map_err(|_| Error::internal())?;
        let kept = kept.map_err(|error| {
            tracing::error!(%error, "an upload cannot be kept under the data folder");
            Error::invalid(msg::imports_file_unreadable(shorten(&name)))
        })?;
        run.file_path = kept.display().to_string();
        store::insert(self.context.db.write(), &run).await?;
        view(&self.context, run, false).await
    }

    async fn map(&self, caller: &Caller, import: ImportId, mapping: &[(String, Option<String>)]) -> Result<ImportView> {
        let run = self.idle(caller, import).await?;
        let mapping: Mapping =
            mapping.iter().map(|(known, column)| (known.clone(), column.clone().filter(|column| !column.is_empty()))).collect();
        let text = serde_json::to_string(&mapping).map_err(|_| Error::internal())?;
        let run = Run { mapping: text.clone(), ..run };
        columns_of(&run)?;
        let tx = self.context.db.begin().await?;
        if !store::set_mapping(&*tx, import, &text).await? {
            return Err(Error::conflict(msg::imports_state_running()));
        }
        store::keep_mapping(&*tx, caller.user, &run.kind, &text).await?;
        tx.commit().await?;
        self.view(caller, import).await
    }

    async fn check(&self, caller: &Caller, import: ImportId) -> Result<()> {
        let run = self.idle(caller, import).await?;
        if run.state == ImportState::Running.code() {
            return Err(Error::conflict(msg::imports_state_running()));
        }
        columns_of(&run)?;
        self.in_background(caller, run, true);
        Ok(())
    }

    async fn run(&self, caller: &Caller, import: ImportId, all_or_nothing: bool) -> Result<()> {
        let mut run = self.idle(caller, import).await?;
        columns_of(&run)?;
        if run.state != ImportState::Running.code() {
            store::set_all_or_nothing(self.context.db.write(), import, all_or_nothing).await?;
            run.all_or_nothing = all_or_nothing;
        }
        self.in_background(caller, run, false);
        Ok(())
    }

    async fn view(&self, caller: &Caller, import: ImportId) -> Result<ImportView> {
        let run = self.own(caller, import).await?;
        view(&self.context, run, true).await
    }

    async fn list(&self, caller: &Caller, page: &PageQuery) -> Result<Page<ImportView>> {
        caller.reach(Operation::ListImports)?;
        let found = store::list(self.context.db.read(), caller.user, &caller.tree, page.start().as_ref(), page.rows()).await?;
        let mut rows = Vec::with_capacity(found.rows.len());
        for run in found.rows {
            rows.push(view(&self.context, run, false).await?);
        }
        Ok(Page { rows, previous: found.previous, next: found.next })
    }

    async fn report(&self, caller: &Caller, import: ImportId) -> Result<Chunks> {
        let run = self.own(caller, import).await?;
        refused_rows(&self.context, &run, Locale::En)
    }
}
