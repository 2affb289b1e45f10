//! A small house to test in: the owner, two sub-dealers with a customer each, staff; and a few words to act in it.

use db::users::{NewRow, insert_rows, list::Row};
use domain::{
    access::{Caller, Origin, Post, Role},
    ids::UserId,
    port::Users,
    user::UserForm,
};

use crate::{
    Context,
    figures::{self, Facts},
    identity::testing::{Rig, TestClock},
    users::{UsersService, facts_of},
};

/// See the module's words.
pub(crate) struct House {
    pub(crate) context: Context,
    pub(crate) clock: TestClock,
    pub(crate) users: UsersService,
    pub(crate) owner: Caller,
    pub(crate) anna: Caller,
    pub(crate) ben: Caller,
    /// Customers of the owner, of Anna, and of Ben.
    pub(crate) customers: [UserId; 3],
}

/// A form with these answers.
pub(crate) fn form(name: &str, email: &str, role: Role) -> UserForm {
    UserForm { name: name.into(), email: email.into(), role: role.code().into(), ..UserForm::default() }
}

impl House {
    pub(crate) async fn new(db: &db::Db) -> Self {
        let Rig { context, clock } = Rig::new(db);
        let users = UsersService::new(context.clone());
        let id: UserId = context.new_id();
        let root =
            NewRow { node: Some(1), role: Role::Owner, ..NewRow::new(id, None, "1/", "Olga Root", "olga@example.com", context.now()) };
        bring_in(&context, &[root]).await;
        let owner = caller(&context, id).await;
        let anna = caller(
            &context,
            users.create(&owner, &form("Anna Branch", "anna@example.com", Role::SubDealer)).await.expect("the owner makes a sub-dealer"),
        )
        .await;
        let ben = caller(
            &context,
            users.create(&owner, &form("Ben Branch", "ben@example.com", Role::SubDealer)).await.expect("the owner makes another"),
        )
        .await;
        let mut customers = [UserId::NIL; 3];
        for (at, (by, name)) in [(&owner, "otto"), (&anna, "alma"), (&ben, "bela")].into_iter().enumerate() {
            customers[at] = users
                .create(by, &form(&format!("{name} leaf"), &format!("{name}@example.com"), Role::Customer))
                .await
                .expect("each makes a customer");
        }
        Self { context, clock, users, owner, anna, ben, customers }
    }

    /// Makes someone and calls as them.
    pub(crate) async fn staff(&self, by: &Caller, name: &str, post: Post) -> Caller {
        let form = UserForm { post: post.code().into(), ..form(name, &format!("{name}@example.com"), Role::Employee) };
        caller(&self.context, self.users.create(by, &form).await.expect("staff are made")).await
    }

    pub(crate) async fn row(&self, user: UserId) -> Row {
        row(&self.context, user).await
    }

    /// The form of an account as it is now, ready to be changed.
    pub(crate) async fn form_of(&self, user: UserId) -> UserForm {
        let row = self.row(user).await;
        UserForm {
            name: row.name.clone(),
            username: row.username.clone().unwrap_or_default(),
            email: row.email.clone(),
            phone: row.phone.clone().unwrap_or_default(),
            role: row.role.clone(),
            post: row.post.clone().unwrap_or_default(),
            tier: row.tier.to_string(),
            organisation: row.organisation_id.map(|id| id.to_string()).unwrap_or_default(),
            branch: row.branch_id.map(|id| id.to_string()).unwrap_or_default(),
            folder: row.folder_id.map(|id| id.to_string()).unwrap_or_default(),
            manager: row.manager_id.map(|id| id.to_string()).unwrap_or_default(),
            parent: row.parent_id.map(|id| id.to_string()).unwrap_or_default(),
            time_zone: row.time_zone.clone(),
            locale: row.locale.clone(),
            tags: row.tags.clone(),
            notes: row.notes.clone(),
            version: row.version.to_string(),
        }
    }

    /// Fails where a figure is not what the tables say, before and after summing.
    pub(crate) async fn assert_no_drift(&self) {
        assert_eq!(figures::check(&self.context).await.expect("checks"), vec![]);
        figures::fold(&self.context).await.expect("folds");
        assert_eq!(figures::check(&self.context).await.expect("checks"), vec![]);
    }
}

pub(crate) async fn row(context: &Context, user: UserId) -> Row {
    db::users::list::find(context.db.read(), user).await.expect("reads").expect("is there")
}

/// The caller that this user is.
pub(crate) async fn caller(context: &Context, user: UserId) -> Caller {
    let row = row(context, user).await;
    let (role, post) = (row.role().expect("a role"), row.post());
    let held = crate::users::rules::grants_at(role, post, &row.path);
    Caller {
        user,
        name: row.name,
        behind: None,
        session: None,
        role,
        post,
        tree: row.path,
        organisation: row.organisation_id,
        grants: held,
        origin: Origin::default(),
    }
}

/// Writes users past the use case, with their figures, as an import does.
pub(crate) async fn bring_in(context: &Context, rows: &[NewRow]) {
    let tx = context.db.begin().await.expect("begins");
    insert_rows(&*tx, rows).await.expect("inserts");
    let facts: Vec<Facts> = rows
        .iter()
        .map(|row| Facts {
            path: row.path.clone(),
            role: row.role,
            status: row.status,
            tier: row.tier,
            email: row.email_status,
            plan: row.plan,
            manager: row.manager,
            organisation: row.organisation,
            team_owner: row.team_owner,
            registered_at: row.registered_at,
        })
        .collect();
    figures::users_created(&tx, context, &facts).await.expect("files");
    tx.commit().await.expect("commits");
}

/// The facts of a user as stored.
pub(crate) async fn facts(context: &Context, user: UserId) -> Facts {
    facts_of(&row(context, user).await).expect("reads")
}
