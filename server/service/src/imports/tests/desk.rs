//! A desk to import at: an owner with a plan, a folder for files, and a few words to look at what came of it.

use std::{io::Write as _, path::PathBuf};

use db::{
    Db, exec, scalar,
    users::{NewRow, insert_rows},
    values,
};
use domain::{
    Msg, Result,
    access::{Caller, Post, Role},
    email,
    ids::{PlanId, UserId},
    import::{ImportKind, RowProblem},
    user::{EmailStatus, UserFilter},
};

use crate::{
    Context,
    figures::{self, Facts},
    identity::testing::Rig,
    imports::{Mapping, Options, Outcome, Problems, engine::Progress, run_file},
    users::rules::grants_at,
};

pub(super) const USERS: &str =
    "external_id,name,email,phone,organisation,role,status,tier,plan,registered_at,manager_email,tags,parent_external_id\n";
pub(super) const FEW: &str = "external_id,name,email,phone,organisation,role,status\n";
pub(super) const PAYMENTS: &str = "external_id,user_external_id,paid_at,amount,currency,method,status,note\n";

/// See the module's words.
pub(super) struct Desk {
    pub(super) context: Context,
    pub(super) caller: Caller,
    pub(super) plan: PlanId,
    folder: tempfile::TempDir,
}

impl Desk {
    pub(super) async fn new(db: &Db) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut context = Rig::new(db).context;
        context.settings = std::sync::Arc::new(crate::Settings { data_dir: folder.path().join("data"), ..(*context.settings).clone() });
        let root = NewRow {
            node: Some(1),
            role: Role::Owner,
            ..NewRow::new(context.new_id(), None, "1/", "Olga Root", "olga@example.com", context.now())
        };
        let facts = Facts {
            path: "1/".into(),
            role: Role::Owner,
            status: root.status,
            tier: 0,
            email: EmailStatus::Unverified,
            plan: None,
            manager: None,
            organisation: None,
            team_owner: false,
            registered_at: root.registered_at,
        };
        let tx = db.begin().await.expect("begins");
        insert_rows(&*tx, std::slice::from_ref(&root)).await.expect("the owner comes first");
        figures::user_created(&tx, &context, root.id, &facts).await.expect("files");
        let plan: PlanId = context.new_id();
        exec(&*tx, "INSERT INTO plan (id, path, name, name_key, price_minor, currency, duration_days, message_limit, instance_limit, created_at) VALUES (?, '1/', 'Growth', 'growth', 100, 'USD', 30, 1, 1, 0)",
            values![plan]).await.expect("a plan");
        tx.commit().await.expect("commits");
        Self { context, caller: Caller::system("test"), plan, folder }
    }

    pub(super) fn file(&self, content: impl AsRef<[u8]>) -> PathBuf {
        let mut file = tempfile::Builder::new().suffix(".csv").tempfile_in(self.folder.path()).expect("a file");
        file.write_all(content.as_ref()).expect("writes");
        file.into_temp_path().keep().expect("stays")
    }

    pub(super) async fn run(&self, kind: ImportKind, content: impl AsRef<[u8]>, options: &Options) -> Result<Outcome> {
        self.run_with(kind, content, options, &mut |_| Ok(())).await
    }

    pub(super) async fn run_with(
        &self,
        kind: ImportKind,
        content: impl AsRef<[u8]>,
        options: &Options,
        progress: Progress<'_>,
    ) -> Result<Outcome> {
        run_file(&self.context, &self.caller, kind, &self.file(content), options, progress).await
    }

    pub(super) async fn users(&self, rows: &str) -> Outcome {
        self.run(ImportKind::Users, rows, &Options::default()).await.expect("the file is acceptable")
    }

    pub(super) async fn payments(&self, rows: &str) -> Outcome {
        self.run(ImportKind::Payments, format!("{PAYMENTS}{rows}"), &Options::default()).await.expect("the file is acceptable")
    }

    pub(super) async fn problems(&self, done: &Outcome) -> Vec<RowProblem> {
        let mut pages = Problems::of(self.context.clone(), done.import);
        let mut all = Vec::new();
        loop {
            let page = pages.next_page().await.expect("reads");
            if page.is_empty() {
                return all;
            }
            all.extend(page);
        }
    }

    /// Problems as (line, column, reason).
    pub(super) async fn reasons(&self, done: &Outcome) -> Vec<(u64, String, Msg)> {
        self.problems(done).await.into_iter().map(|problem| (problem.line, problem.column, problem.reason)).collect()
    }

    pub(super) async fn count(&self, table: &str) -> i64 {
        scalar(self.context.db.read(), &format!("SELECT CAST(COUNT(*) AS bigint) FROM {table}"), vec![]).await.expect("counts").unwrap_or(0)
    }

    pub(super) async fn row(&self, address: &str) -> db::imports::lookup::Person {
        let found = db::imports::lookup::people_by_email(self.context.db.read(), [email::key(address).as_str()]).await.expect("reads");
        found.into_iter().next().unwrap_or_else(|| panic!("{address} is there"))
    }

    /// The caller that this person is, in this post.
    pub(super) async fn as_person(&self, address: &str, post: Option<Post>) -> Caller {
        let row = self.row(address).await;
        let text = "UPDATE users SET post = ? WHERE id = ?";
        exec(self.context.db.write(), text, values![post.map(Post::code), row.id]).await.expect("has the post");
        Caller {
            user: row.id,
            name: row.name,
            role: row.role,
            post,
            grants: grants_at(row.role, post, &row.path),
            tree: row.path,
            ..self.caller.clone()
        }
    }

    /// The figures over all, as (users, payers, sums of payments by currency).
    pub(super) async fn kpis(&self) -> (i64, i64, Vec<(&'static str, i64)>) {
        let kpis = figures::kpis(&self.context, &self.caller, &UserFilter::default()).await.expect("figures");
        let money = kpis.money.expect("the owner sees money");
        (kpis.total_users, money.paying_users, money.payments_total.iter().map(|sum| (sum.currency().code(), sum.minor())).collect())
    }

    /// Fails where the books or a figure are not what they should be.
    pub(super) async fn assert_sound(&self) {
        let broken: Vec<_> = crate::money::books::check(&self.context)
            .await
            .expect("checks")
            .into_iter()
            .filter_map(|result| Some((result.name, result.broken?)))
            .collect();
        assert_eq!(broken, vec![]);
    }

    /// Customers `u1` to `u<count>`.
    pub(super) async fn customers(&self, count: usize) {
        let rows: String = (1..=count).map(|at| format!("u{at},Customer {at},c{at}@example.com,,,customer,active\n")).collect();
        assert_eq!(self.users(&format!("{FEW}{rows}")).await.created, i64::try_from(count).expect("fits"));
    }
}

/// Feeds a column from another one of the file.
pub(super) fn fed(column: &str, by: &str) -> Mapping {
    vec![(column.to_owned(), Some(by.to_owned()))]
}

/// Nobody in particular.
pub(super) const NOBODY: UserId = UserId::NIL;
