//! Who may give which role: by making an account, by changing one, and never to oneself.

use domain::{
    ErrorKind,
    access::{Post, Role},
    user::UserForm,
};

use super::{
    people::{Part, Person, Who},
    world::{World, form},
};

/// Every role, and every post of an employee.
fn gifts() -> Vec<(Role, Option<Post>)> {
    let posts = Post::ALL.into_iter().map(|post| (Role::Employee, Some(post)));
    [Role::Owner, Role::SubDealer, Role::Customer].into_iter().map(|role| (role, None)).chain(posts).collect()
}

/// Whether they may, as it is meant: nobody gives more than they have.
fn may(by: Person, (role, post): (Role, Option<Post>)) -> bool {
    match by {
        Person::Olga => true,
        Person::Anna => role != Role::Owner,
        Person::Staff(_, Post::Super) => matches!(role, Role::Employee | Role::Customer),
        // W8: all other posts see or do something that this one does not.
        Person::Staff(_, Post::Users) => role == Role::Customer || post == Some(Post::Users),
        _ => false,
    }
}

fn with_role(form: UserForm, (role, post): (Role, Option<Post>)) -> UserForm {
    UserForm { role: role.code().into(), post: post.map(|post| post.code().to_owned()).unwrap_or_default(), ..form }
}

db::both_databases! {
    async fn nobody_gives_more_than_they_have(db: Db) {
        let world = World::new(&db).await;
        let users = &world.services.users;
        let olga = world.olga().await;
        for who in Who::all() {
            let (by, caller) = (who.person(), world.caller(who).await);
            for gift in gifts() {
                let made = users.create(&caller, &with_role(form(&world.token(), gift.0), gift)).await;
                let parent = world.people[&by.head()].to_string();
                let fresh = UserForm { parent: parent.clone(), ..form(&world.token(), Role::Customer) };
                let customer = users.create(&olga, &fresh).await.expect("a customer in the caller's part");
                let changed = users.edit(&caller, customer, &with_role(UserForm { version: "1".into(), ..fresh }, gift)).await;
                let holds = who != Who::Locked && (by.role() != Role::Customer) && !matches!(by.post(), Some(Post::Billing | Post::Support | Post::ReadOnly));
                for outcome in [made.map(drop), changed] {
                    match outcome {
                        Ok(()) => assert!(who != Who::Locked && may(by, gift), "{who:?} gave {gift:?}"),
                        Err(error) if holds => assert!(error.of_field("role").is_some() && !may(by, gift), "{who:?} {gift:?}: {error}"),
                        Err(error) => assert_eq!(error.kind, ErrorKind::Forbidden, "{who:?} {gift:?}"),
                    }
                }
            }
            let offered = users.choices(&caller, &Default::default()).await.map(|choices| choices.roles).unwrap_or_default();
            let some = |role: Role| gifts().into_iter().any(|gift| gift.0 == role && may(by, gift));
            assert!(offered.iter().all(|role| some(*role)), "{who:?} is offered {offered:?}");
        }
    }

    async fn nobody_changes_their_own_role_or_place(db: Db) {
        let world = World::new(&db).await;
        let users = &world.services.users;
        let staff = |part| [Post::Super, Post::Users].map(|post| Person::Staff(part, post));
        for by in [Person::Olga, Person::Anna].into_iter().chain(staff(Part::Root)).chain(staff(Part::Anna)) {
            let (caller, id) = (world.caller(Who::Is(by)).await, world.people[&by]);
            let view = users.view(&caller, id).await.expect("one's own page");
            let own = UserForm {
                version: view.version.to_string(),
                parent: view.parent.map(|(id, _)| id.to_string()).unwrap_or_default(),
                ..with_role(form(&by.mark(), by.role()), (by.role(), by.post()))
            };
            for gift in gifts().into_iter().filter(|gift| *gift != (by.role(), by.post())) {
                let error = users.edit(&caller, id, &with_role(own.clone(), gift)).await.expect_err("one's own role stays");
                assert!(error.of_field("role").is_some(), "{by:?} {gift:?}: {error}");
            }
            users.edit(&caller, id, &UserForm { notes: "mine".into(), ..own }).await.expect("one's own notes");
        }
    }
}
