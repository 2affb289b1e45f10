//! What happens to the tree at the same time: dealers move below each other while people are made, changed, assigned and pay. Whatever the
//! order, everybody ends up below the dealer who is their parent, and no figure drifts.

use std::sync::Arc;

use db::FromQueryResult;
use domain::{
    ErrorKind, Result,
    access::Role,
    ids::UserId,
    organisation::OrganisationForm,
    payment::PaymentForm,
    port::{Organisations, Payments, Users},
    user::{UserForm, UserStatus},
};

use super::house::{House, caller, form};
use crate::{money::PaymentsService, organisations::OrganisationsService};

#[derive(Debug, FromQueryResult)]
struct Place {
    name: String,
    node: Option<i64>,
    path: String,
    parent: Option<String>,
}

/// Fails where somebody does not stand where their parent is.
async fn assert_whole(house: &House) {
    let text = "SELECT u.name, u.node, u.path, p.path AS parent FROM users u LEFT JOIN users p ON p.id = u.parent_id";
    let places = db::all::<Place>(house.context.db.read(), text, vec![]).await.expect("reads");
    for place in &places {
        let above = place.parent.clone().unwrap_or_default();
        let expected = match place.node {
            Some(node) => format!("{above}{node}/"),
            None => above,
        };
        assert_eq!(place.path, expected, "{} of {:?}", place.name, place.parent);
    }
    let orphans = "SELECT CAST(COUNT(*) AS bigint) FROM organisation WHERE path NOT IN (SELECT path FROM users WHERE node IS NOT NULL)";
    assert_eq!(
        db::scalar::<i64>(house.context.db.read(), orphans, vec![]).await.expect("counts"),
        Some(0),
        "every organisation is somewhere"
    );
}

/// Numbers by chance, the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("fits") % sides
    }
}

/// One thing that somebody does.
async fn act(house: &House, dice: &mut Dice, dealers: &[UserId], customers: &[UserId]) -> Result<()> {
    let (dealer, other, customer) =
        (dealers[dice.roll(dealers.len())], dealers[dice.roll(dealers.len())], customers[dice.roll(customers.len())]);
    let name = house.context.new_uuid().simple().to_string();
    match dice.roll(8) {
        0..=2 => {
            let form = UserForm { parent: other.to_string(), ..house.form_of(dealer).await };
            house.users.edit(&house.owner, dealer, &form).await
        }
        3 => {
            let form = UserForm { parent: dealer.to_string(), ..form(&name, &format!("{name}@example.com"), Role::Customer) };
            house.users.create(&house.owner, &form).await.map(drop)
        }
        4 => {
            let by = caller(&house.context, dealer).await;
            house.users.create(&by, &form(&name, &format!("{name}@example.com"), Role::Customer)).await.map(drop)
        }
        5 => {
            let by = caller(&house.context, dealer).await;
            OrganisationsService::new(house.context.clone())
                .create(&by, &OrganisationForm { name, ..OrganisationForm::default() })
                .await
                .map(drop)
        }
        6 => {
            let status = if dice.roll(2) == 0 { UserStatus::Active } else { UserStatus::Inactive };
            house.users.set_status(&house.owner, customer, status).await
        }
        _ => {
            let form = PaymentForm {
                token: house.context.new_uuid().to_string(),
                amount: "1.50".into(),
                currency: "USD".into(),
                method: "cash".into(),
                note: "rent".into(),
                ..PaymentForm::default()
            };
            PaymentsService::new(house.context.clone()).record(&house.owner, customer, &form).await.map(drop)
        }
    }
}

db::both_databases! {
    async fn the_tree_stays_whole_whatever_happens_at_once(db: Db) {
        let house = Arc::new(House::new(&db).await);
        let (mut dealers, mut customers) = (vec![house.anna.user, house.ben.user], house.customers.to_vec());
        for at in 0..4 {
            let dealer = house.users.create(&house.owner, &form("Dealer", &format!("d{at}@example.com"), Role::SubDealer)).await.expect("is made");
            let by = caller(&house.context, dealer).await;
            customers.push(house.users.create(&by, &form("Customer", &format!("c{at}@example.com"), Role::Customer)).await.expect("is made"));
            dealers.push(dealer);
        }
        let tasks: Vec<_> = (0..6_u64).map(|seed| {
            let (house, dealers, customers) = (house.clone(), dealers.clone(), customers.clone());
            tokio::spawn(async move {
                let (mut dice, mut done) = (Dice(seed), 0);
                for _ in 0..20 {
                    match act(&house, &mut dice, &dealers, &customers).await {
                        Ok(()) => done += 1,
                        Err(error) => assert!(matches!(error.kind, ErrorKind::Invalid | ErrorKind::Conflict | ErrorKind::NotFound), "{error}"),
                    }
                }
                done
            })
        }).collect();
        let mut done = 0;
        for task in tasks { done += task.await.expect("nothing breaks"); }
        assert!(done > 40, "most of it happens: {done}");
        assert_whole(&house).await;
        house.assert_no_drift().await;
    }

    async fn two_dealers_do_not_move_below_each_other(db: Db) {
        let house = House::new(&db).await;
        let below = |parent: UserId, form: UserForm| UserForm { parent: parent.to_string(), ..form };
        let annas = below(house.ben.user, house.form_of(house.anna.user).await);
        let bens = below(house.anna.user, house.form_of(house.ben.user).await);
        let (one, two) = tokio::join!(
            house.users.edit(&house.owner, house.anna.user, &annas),
            house.users.edit(&house.owner, house.ben.user, &bens)
        );
        assert!(one.is_ok() != two.is_ok(), "one of them moves: {one:?} {two:?}");
        assert_whole(&house).await;
        house.assert_no_drift().await;
    }

    async fn who_is_put_under_a_dealer_who_moves_goes_along(db: Db) {
        let house = House::new(&db).await;
        for round in 0..10 {
            let to = if round % 2 == 0 { house.ben.user } else { house.owner.user };
            let moves = UserForm { parent: to.to_string(), ..house.form_of(house.anna.user).await };
            let joins = UserForm { parent: house.anna.user.to_string(), ..form("New", &format!("new{round}@example.com"), Role::Customer) };
            let (moved, joined) = tokio::join!(
                house.users.edit(&house.owner, house.anna.user, &moves),
                house.users.create(&house.owner, &joins)
            );
            moved.expect("Anna moves");
            joined.expect("a customer is made");
            assert_whole(&house).await;
        }
        house.assert_no_drift().await;
    }
}
