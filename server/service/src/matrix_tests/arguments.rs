//! What is named beside the object: a parent, a manager, a business, a filter. Naming what is somebody else's must neither reach it nor
//! tell anything of it, in an operation that is itself allowed.

use db::{exec, values};
use domain::{
    Error, ErrorKind,
    access::{Operation, Post, Role},
    import::ImportKind,
    instance::InstanceListQuery,
    message::MessageListQuery,
    organisation::OrganisationForm,
    payment::{PaymentFilter, PaymentListQuery},
    text::Locale,
    user::{UserFilter, UserForm, UserListQuery},
};

use super::{
    people::{Part, Person, Who},
    world::{World, form},
};
use crate::imports::{Options, run_file};

/// Callers who may change people and businesses in Anna's part of the tree.
const ANNAS: [Person; 3] = [Person::Anna, Person::Staff(Part::Anna, Post::Super), Person::Staff(Part::Anna, Post::Users)];

fn of_field(outcome: Result<impl std::fmt::Debug, Error>, field: &str, by: Person) {
    let error = outcome.expect_err("what is foreign cannot be named");
    assert!(error.kind == ErrorKind::Invalid && error.of_field(field).is_some(), "{field} by {by:?}: {error}");
}

fn not_found(outcome: Result<impl std::fmt::Debug, Error>, by: Person) {
    assert_eq!(outcome.expect_err("what is foreign is not there").kind, ErrorKind::NotFound, "{by:?}");
}

/// A form of a person, as their page shows it to the owner.
async fn form_of(world: &World, person: Person) -> UserForm {
    let view = world.services.users.view(&world.olga().await, world.people[&person]).await.expect("the owner sees everybody");
    UserForm {
        version: view.version.to_string(),
        parent: view.parent.map(|(id, _)| id.to_string()).unwrap_or_default(),
        post: view.row.post.map(|post| post.code().to_owned()).unwrap_or_default(),
        ..form(&person.mark(), view.row.role)
    }
}

db::both_databases! {
    async fn nobody_is_put_under_or_linked_to_what_is_foreign(db: Db) {
        let world = World::new(&db).await;
        let (users, people) = (&world.services.users, &world.people);
        for by in ANNAS {
            let caller = world.caller(Who::Is(by)).await;
            let new = || form(&world.token(), Role::Customer);
            let alma = form_of(&world, Person::Alma).await;
            for foreign in [Person::Ben, Person::Olga] {
                let parent = people[&foreign].to_string();
                of_field(users.create(&caller, &UserForm { parent: parent.clone(), ..new() }).await, "parent", by);
                of_field(users.edit(&caller, people[&Person::Alma], &UserForm { parent, ..alma.clone() }).await, "parent", by);
            }
            for foreign in [Person::Ben, Person::Olga, Person::Staff(Part::Ben, Post::Support), Person::Staff(Part::Root, Post::Super)] {
                let manager = people[&foreign];
                of_field(users.create(&caller, &UserForm { manager: manager.to_string(), ..new() }).await, "manager", by);
                of_field(users.edit(&caller, people[&Person::Alma], &UserForm { manager: manager.to_string(), ..alma.clone() }).await, "manager", by);
                of_field(users.assign(&caller, &[people[&Person::Alma]], Some(Some(manager)), None).await, "manager", by);
            }
            for foreign in [Person::Ben, Person::Olga] {
                let (organisation, ..) = world.businesses[&foreign];
                of_field(users.create(&caller, &UserForm { organisation: organisation.to_string(), ..new() }).await, "organisation", by);
                of_field(users.edit(&caller, people[&Person::Alma], &UserForm { organisation: organisation.to_string(), ..alma.clone() }).await, "organisation", by);
                of_field(users.assign(&caller, &[people[&Person::Alma]], None, Some(Some(organisation))).await, "organisation", by);
            }
            not_found(users.assign(&caller, &[people[&Person::Alma], people[&Person::Bela]], Some(None), None).await, by);
        }
        let after = form_of(&world, Person::Alma).await;
        let olga = world.olga().await;
        let row = users.view(&olga, people[&Person::Alma]).await.expect("opens").row;
        assert_eq!((row.manager, row.organisation, after.version.as_str()), (None, None, "1"), "nothing came of all that");
        let mut filtered = UserListQuery::default();
        filtered.filter.q = Person::Alma.mark();
        assert_eq!(users.list(&olga, &filtered).await.expect("lists").rows.len(), 1);
    }

    async fn nothing_of_a_business_is_given_to_or_taken_from_elsewhere(db: Db) {
        let world = World::new(&db).await;
        let to = &world.services.organisations;
        let ((annas, branch, folder), (_, other_branch, other_folder)) = (world.businesses[&Person::Anna], world.businesses[&Person::Ben]);
        for by in ANNAS {
            let caller = world.caller(Who::Is(by)).await;
            for foreign in [Person::Bela, Person::Ben, Person::Olga, Person::Otto] {
                let named = OrganisationForm { name: world.token(), owner: world.people[&foreign].to_string() };
                of_field(to.create(&caller, &named).await, "owner", by);
                of_field(to.edit(&caller, annas, &named).await, "owner", by);
            }
            not_found(to.rename_branch(&caller, annas, other_branch, &world.token()).await, by);
            not_found(to.rename_folder(&caller, annas, other_folder, &world.token()).await, by);
            not_found(to.archive_branch(&caller, annas, other_branch, true).await, by);
            not_found(to.archive_folder(&caller, annas, other_folder, true).await, by);
        }
        let olga = world.olga().await;
        let view = to.view(&olga, world.businesses[&Person::Ben].0).await.expect("opens");
        assert_eq!((view.branches[0].name.clone(), view.folders[0].name.clone()), (format!("{} North", Person::Ben.mark()), format!("{} Late", Person::Ben.mark())));
        assert!(view.branches.iter().all(|unit| !unit.archived) && view.folders.iter().all(|unit| !unit.archived));
        to.rename_branch(&olga, annas, branch, &world.token()).await.expect("its own");
        to.rename_folder(&olga, annas, folder, &world.token()).await.expect("its own");
        to.archive_branch(&olga, annas, branch, true).await.expect("its own");
        to.archive_folder(&olga, annas, folder, true).await.expect("its own");
    }

    async fn a_filter_reaches_no_further_than_its_caller(db: Db) {
        let world = World::new(&db).await;
        let (services, people) = (&world.services, &world.people);
        let filters = |person: Person| {
            let (organisation, ..) = world.businesses[&person];
            [
                UserFilter { manager: Some(people[&person]), ..UserFilter::default() },
                UserFilter { organisation: Some(organisation), ..UserFilter::default() },
                UserFilter { q: people[&person].to_string(), ..UserFilter::default() },
                UserFilter { q: person.mark(), ..UserFilter::default() },
                UserFilter { organisation: Some(organisation), paid: Some(true), ..UserFilter::default() },
            ]
        };
        let olga = world.olga().await;
        // So that there is something to find.
        let (of_ben, ..) = world.businesses[&Person::Ben];
        services.users.assign(&olga, &[people[&Person::Bela]], Some(Some(people[&Person::Ben])), Some(Some(of_ben))).await.expect("links Bela");
        assert_eq!(services.users.kpis(&olga, &filters(Person::Ben)[0]).await.expect("counts").total_users, 1);
        for by in Post::ALL.map(|post| Person::Staff(Part::Anna, post)).into_iter().chain([Person::Anna]) {
            let caller = world.caller(Who::Is(by)).await;
            for filter in filters(Person::Ben) {
                // Who sees no money cannot ask who paid.
                if filter.paid.is_some() && !caller.may(Operation::ListPayments) {
                    assert!(services.users.kpis(&caller, &filter).await.is_err(), "{by:?}");
                    continue;
                }
                let query = UserListQuery { filter: filter.clone(), ..UserListQuery::default() };
                assert!(services.users.list(&caller, &query).await.expect("lists").rows.is_empty(), "{by:?} {filter:?}");
                let kpis = services.users.kpis(&caller, &filter).await.expect("counts");
                assert_eq!((kpis.total_users, kpis.active_instances, kpis.messages_today), (0, 0, 0), "{by:?} {filter:?}");
                assert!(kpis.money.is_none_or(|money| money.paying_users == 0 && money.payments_total.is_empty()), "{by:?} {filter:?}");
            }
            for text in [people[&Person::Bela].to_string(), Person::Bela.mark(), format!("{}@example.com", Person::Bela.mark())] {
                assert!(services.search.find(&caller, &text, Locale::En).await.expect("finds").is_empty(), "{by:?} {text}");
            }
        }
        for (by, foreign) in [(Person::Anna, Person::Bela), (Person::Alma, Person::Alba), (Person::Alma, Person::Anna)] {
            let caller = world.caller(Who::Is(by)).await;
            let user = Some(people[&foreign]);
            for filter in [
                PaymentFilter { user, ..PaymentFilter::default() },
                PaymentFilter { q: foreign.mark(), ..PaymentFilter::default() },
                PaymentFilter { q: people[&foreign].to_string(), ..PaymentFilter::default() },
            ] {
                let payments = PaymentListQuery { filter, ..PaymentListQuery::default() };
                assert!(services.payments.list(&caller, &payments).await.expect("lists").rows.is_empty(), "{by:?} {foreign:?}");
            }
            let instances = InstanceListQuery { user, ..InstanceListQuery::default() };
            assert!(services.instances.list(&caller, &instances).await.expect("lists").rows.is_empty(), "{by:?} {foreign:?}");
            let named = InstanceListQuery { q: foreign.mark(), ..InstanceListQuery::default() };
            assert!(services.instances.list(&caller, &named).await.expect("lists").rows.is_empty(), "{by:?} {foreign:?}");
            let through = MessageListQuery { number: Some(world.instances[&foreign]), ..MessageListQuery::default() };
            not_found(services.messages.list(&caller, &through).await, by);
        }
    }

    /// W28: from where those above acted is not told to those below.
    async fn w28_nobody_reads_the_network_address_of_those_above(db: Db) {
        let world = World::new(&db).await;
        let alma = world.people[&Person::Alma];
        let at = |caller: domain::access::Caller, address: &str| {
            let origin = domain::access::Origin { address: Some(address.into()), ..Default::default() };
            domain::access::Caller { origin, ..caller }
        };
        let olga = at(world.olga().await, "203.0.113.77");
        let anna = at(world.caller(Who::Is(Person::Anna)).await, "198.51.100.77");
        let manager = world.people[&Person::Anna];
        world.services.users.assign(&olga, &[alma], Some(Some(manager)), None).await.expect("by the owner");
        world.services.users.assign(&anna, &[alma], Some(None), None).await.expect("by the dealer");
        for (by, above) in [(&olga, true), (&anna, false)] {
            let trail = serde_json::to_string(&world.services.audit.list(by, &domain::audit::AuditListQuery::default()).await.expect("lists").rows).expect("is text");
            let timeline = serde_json::to_string(&world.services.users.timeline(by, alma, None).await.expect("lists").rows).expect("is text");
            for shown in [trail, timeline] {
                assert_eq!(shown.contains("203.0.113.77"), above, "{shown}");
                assert!(shown.contains("198.51.100.77"), "{shown}");
            }
        }
    }

    async fn a_session_ends_by_its_own_user_and_by_those_above(db: Db) {
        let world = World::new(&db).await;
        let accounts = &world.services.accounts;
        let (anna, alma) = (world.caller(Who::Is(Person::Anna)).await, world.caller(Who::Is(Person::Alma)).await);
        let belas = world.sessions[&Person::Bela];
        not_found(accounts.revoke_of(&anna, world.people[&Person::Alma], Some(belas)).await, Person::Anna);
        not_found(accounts.revoke(&alma, belas).await, Person::Alma);
        not_found(accounts.revoke(&anna, world.sessions[&Person::Alma]).await, Person::Anna);
        let olga = world.olga().await;
        assert_eq!(accounts.sessions_of(&olga, world.people[&Person::Bela]).await.expect("lists").len(), 1, "it goes on");
        assert_eq!(accounts.revoke_of(&anna, world.people[&Person::Alma], Some(world.sessions[&Person::Alma])).await.expect("hers to end"), 1);
    }

    async fn a_file_changes_nobody_elsewhere_whatever_it_names(db: Db) {
        let world = World::new(&db).await;
        let (anna, olga, bela) = (world.caller(Who::Is(Person::Anna)).await, world.olga().await, world.people[&Person::Bela]);
        exec(db.write(), "UPDATE users SET external_id = 'b-1', external_space = '1/' WHERE id = ?", values![bela]).await.expect("came by a file");
        let before = world.services.users.view(&olga, bela).await.expect("opens");
        let head = "external_id,name,email,phone,organisation,role,status,tier,plan,registered_at,manager_email,tags,parent_external_id\n";
        let rows = [
            format!("b-1,Taken,{}@example.com,,,customer,inactive,,,,,,\n", Person::Bela.mark()),
            format!("a-1,Managed,a-1@example.com,,,customer,active,,,,{}@example.com,,\n", Person::Ben.mark()),
            "a-2,Under,a-2@example.com,,,customer,active,,,,,,b-1\n".to_owned(),
            format!("a-3,Boss,{}@example.com,,,owner,active,,,,,,\n", Person::Olga.mark()),
        ];
        let path = world.file(Person::Anna);
        std::fs::write(&path, format!("{head}{}", rows.concat())).expect("writes");
        let done = run_file(&world.context, &anna, ImportKind::Users, &path, &Options::default(), &mut |_| Ok(())).await.expect("is read");
        assert_eq!((done.rows, done.created, done.updated, done.refused), (4, 0, 0, 4));

        let money = "external_id,user_external_id,paid_at,amount,currency,method,status,note\np-1,b-1,2026-11-01,5.00,USD,cash,success,x\n";
        std::fs::write(&path, money).expect("writes");
        let done = run_file(&world.context, &anna, ImportKind::Payments, &path, &Options::default(), &mut |_| Ok(())).await.expect("is read");
        assert_eq!((done.rows, done.created, done.refused), (1, 0, 1));
        assert_eq!(world.services.users.view(&olga, bela).await.expect("opens"), before, "Bela is who she was");
    }
}
