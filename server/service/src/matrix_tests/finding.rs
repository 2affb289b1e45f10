//! What the palette finds: everything by what people know of it, for each only what is theirs to list, in as many statements however
//! much there is.

use std::sync::atomic::Ordering;

use domain::{
    access::{Caller, Post},
    port::Search,
    search::{FOUND_MAX, Found, FoundKind},
    text::Locale,
};

use super::{
    people::{Part, Person, Who},
    world::World,
};
use crate::{Context, search::SearchService};

async fn find(world: &World, caller: &Caller, text: &str) -> Vec<Found> {
    world.services.search.find(caller, text, Locale::En).await.expect("finds")
}

fn kinds(found: &[Found]) -> Vec<FoundKind> {
    let mut kinds: Vec<FoundKind> = found.iter().map(|one| one.kind).collect();
    kinds.dedup();
    kinds
}

db::both_databases! {
    /// Finding 56.
    async fn records_of_every_kind_are_found_by_what_people_know_of_them(db: Db) {
        let world = World::new(&db).await;
        let olga = world.olga().await;
        let alma = Person::Alma.mark();
        let found = find(&world, &olga, &alma).await;
        assert_eq!(kinds(&found), [FoundKind::User, FoundKind::Number], "{found:?}");
        assert_eq!(found[0].id, world.people[&Person::Alma].to_string());
        let works = find(&world, &olga, &format!("{} WORKS", Person::Anna.mark())).await;
        assert_eq!((kinds(&works), works[0].id.clone()), (vec![FoundKind::Organisation], world.businesses[&Person::Anna].0.to_string()));
        let by_amount = find(&world, &olga, "$9,876,543,219.87").await;
        assert_eq!((kinds(&by_amount), by_amount.len()), (vec![FoundKind::Payment], FOUND_MAX), "at most so many of each");
        let id = world.payments[&Person::Otto];
        let by_note = find(&world, &olga, &format!("{} of {}", crate::matrix_tests::MONEY, Person::Otto.mark())).await;
        assert_eq!(by_note.iter().map(|one| one.id.clone()).collect::<Vec<_>>(), [id.to_string()]);
        assert_eq!(find(&world, &olga, &id.to_string()).await, by_note, "by its id as well");
        assert_eq!(by_note[0].amount.map(|money| money.minor()), Some(987_654_321_987));
        assert_eq!(by_note[0].of, Some(world.people[&Person::Otto]));
        let to = find(&world, &olga, "34 600 111 222").await;
        assert_eq!((kinds(&to), to[0].id.as_str()), (vec![FoundKind::Message], "+34600111222"), "{to:?}");
        let file = find(&world, &olga, &format!("{}.csv", Person::Olga.mark())).await;
        assert_eq!(file.iter().map(|one| (one.kind, one.id.clone())).collect::<Vec<_>>(), [(FoundKind::Import, world.imports[&Person::Olga].to_string())]);
        let server = find(&world, &olga, "127.0.0.1:3001").await;
        assert_eq!((kinds(&server), server[0].id.clone()), (vec![FoundKind::Server], world.server.to_string()));
        for nothing in ["", "a", "  ", "zz nobody zz", "%%%", "'; DROP TABLE users; --", "\0\0\0"] {
            assert_eq!(find(&world, &olga, nothing).await, [], "{nothing:?}");
        }
        assert_eq!(find(&world, &olga, &"x".repeat(300)).await, [], "no record has such a name");
    }

    /// Finding 56: a customer finds their own numbers, messages and payments, and nothing of anybody else.
    async fn everybody_finds_what_is_theirs_to_list_and_nothing_else(db: Db) {
        let world = World::new(&db).await;
        let alma = world.caller(Who::Is(Person::Alma)).await;
        let shops = find(&world, &alma, "shop").await;
        assert_eq!(shops.iter().map(|one| one.id.clone()).collect::<Vec<_>>(), [world.instances[&Person::Alma].to_string()]);
        assert!(!shops[0].detail.contains("Person"), "whose it is goes without saying");
        let paid = find(&world, &alma, crate::matrix_tests::world::AMOUNT).await;
        assert_eq!(paid.iter().map(|one| one.id.clone()).collect::<Vec<_>>(), [world.payments[&Person::Alma].to_string()]);
        assert_eq!(find(&world, &alma, "+34600111222").await.len(), 1);
        for foreign in [Person::Otto.mark(), format!("{} Works", Person::Anna.mark()), world.payments[&Person::Otto].to_string(), ".csv".to_owned()] {
            assert_eq!(find(&world, &alma, &foreign).await, [], "{foreign}");
        }
        let anna = world.caller(Who::Is(Person::Anna)).await;
        for foreign in [Person::Bela.mark(), Person::Otto.mark(), world.instances[&Person::Bela].to_string(), "127.0.0.1:3001".to_owned()] {
            assert_eq!(find(&world, &anna, &foreign).await, [], "{foreign}");
        }
        let support = world.caller(Who::Is(Person::Staff(Part::Root, Post::Support))).await;
        assert_eq!(find(&world, &support, crate::matrix_tests::world::AMOUNT).await, [], "who sees no money finds none");
        let locked = world.caller(Who::Locked).await;
        assert!(world.services.search.find(&locked, "shop", Locale::En).await.is_err(), "a password comes first");
    }

    async fn as_many_statements_are_sent_for_much_as_for_nothing(db: Db) {
        let world = World::new(&db).await;
        let olga = world.olga().await;
        let (counted, sent) = db.counted();
        let search = SearchService::new(Context { db: counted, ..world.context.clone() });
        let mut counts = Vec::new();
        for text in ["person", "nobody at all"] {
            let before = sent.load(Ordering::Relaxed);
            search.find(&olga, text, Locale::En).await.expect("finds");
            counts.push(sent.load(Ordering::Relaxed) - before);
        }
        assert_eq!(counts[0], counts[1]);
        assert!(counts[0] <= 8, "{counts:?}");
    }
}
