//! Random lives of a small business, with sums taken at random moments and transactions that never commit.

use db::{exec, users::NewRow, values};
use domain::{
    Currency,
    access::{Caller, Role},
    ids::{OrganisationId, PlanId, UserId},
    kpi::{Kpis, SystemHealth},
    port::Users,
    time::Timestamp,
    user::{EmailStatus, UserFilter, UserStatus},
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::model::{self, Model, Payment};
use crate::{
    figures::{self, Facts},
    users::tests::house::{House, bring_in, facts},
};

/// One thing that happens.
#[derive(Debug, Clone)]
enum Act {
    Join { branch: usize, role: usize, tier: i16, months_ago: i64 },
    Change { who: usize, what: usize, value: usize },
    Pay { who: usize, months_ago: i64, amount: i64, fee: i64, currency: usize, refund: bool, pending: bool, lost: bool },
    Sum,
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => (0..3_usize, 0..2_usize, 0..4_i16, 0..14_i64).prop_map(|(branch, role, tier, months_ago)| Act::Join { branch, role, tier, months_ago }),
        3 => (0..40_usize, 0..8_usize, 0..4_usize).prop_map(|(who, what, value)| Act::Change { who, what, value }),
        5 => (0..40_usize, 0..14_i64, 1..100_000_i64, 0..90_i64, 0..3_usize, prop::bool::weighted(0.2), prop::bool::weighted(0.15), prop::bool::weighted(0.1))
            .prop_map(|(who, months_ago, amount, fee, currency, refund, pending, lost)| Act::Pay { who, months_ago, amount, fee, currency, refund, pending, lost }),
        1 => Just(Act::Sum),
    ]
}

struct World {
    house: House,
    model: Model,
    organisations: [OrganisationId; 2],
    plans: [PlanId; 2],
}

impl World {
    fn ago(&self, months: i64) -> Timestamp {
        Timestamp(self.house.context.now().0 - months * 30 * 86_400 * 1_000_000)
    }

    fn someone(&self, at: usize) -> UserId {
        self.model.people.keys().copied().nth(at % self.model.people.len()).expect("there are people")
    }

    async fn act(&mut self, act: Act) {
        let context = self.house.context.clone();
        match act {
            Act::Join { branch, role, tier, months_ago } => {
                let by = [&self.house.owner, &self.house.anna, &self.house.ben][branch];
                let id = context.new_id();
                let row = NewRow {
                    role: [Role::Customer, Role::Employee][role],
                    tier,
                    ..NewRow::new(id, Some(by.user), &by.tree, "Joiner", &format!("{id}@example.com"), self.ago(months_ago))
                };
                bring_in(&context, &[row]).await;
                self.model.people.insert(id, facts(&context, id).await);
            }
            Act::Change { who, what, value } => self.change(self.someone(who), what, value).await,
            Act::Pay { who, months_ago, amount, fee, currency, refund, pending, lost } => {
                let currency = Currency::from_code(["USD", "EUR", "JPY"][currency]).expect("listed");
                let payment = Payment {
                    fee: if refund || pending { 0 } else { fee },
                    currency,
                    refund,
                    pending,
                    ..Payment::new(self.someone(who), self.ago(months_ago), amount)
                };
                let tx = context.db.begin().await.expect("begins");
                model::write(&tx, &context, &payment).await;
                if lost {
                    tx.roll_back().await.expect("as if the process died");
                    return;
                }
                tx.commit().await.expect("commits");
                self.model.payments.push(payment);
            }
            Act::Sum => {
                figures::fold(&context).await.expect("folds");
            }
        }
    }

    async fn change(&mut self, who: UserId, what: usize, value: usize) {
        let before = self.model.people[&who].clone();
        let mut after = before.clone();
        let branches = [&self.house.owner.tree, &self.house.anna.tree, &self.house.ben.tree];
        match what {
            0 => after.status = UserStatus::ALL[value % 2],
            1 => after.tier = i16::try_from(value).expect("small"),
            2 => after.plan = [None, Some(self.plans[0]), Some(self.plans[1])][value % 3],
            3 => after.manager = [None, Some(self.house.owner.user), Some(self.house.anna.user)][value % 3],
            4 => after.organisation = [None, Some(self.organisations[0]), Some(self.organisations[1])][value % 3],
            5 => after.email = EmailStatus::ALL[value % 3],
            6 => after.role = [Role::Customer, Role::Employee][value % 2],
            _ => after.path = branches[value % 3].clone(),
        }
        // The dealers and the root stay who and where they are, as the use cases hold them.
        let head = [self.house.owner.user, self.house.anna.user, self.house.ben.user].contains(&who);
        if head && what >= 6 {
            return;
        }
        let tx = self.house.context.db.begin().await.expect("begins");
        let text = "UPDATE users SET status = ?, tier = ?, plan_id = ?, manager_id = ?, organisation_id = ?, role = ?, path = ?, email_status = ? WHERE id = ?";
        let Facts { path, role, status, tier, email, plan, manager, organisation, .. } = after.clone();
        exec(&*tx, text, values![status.code(), tier, plan, manager, organisation, role.code(), path, email.code(), who])
            .await
            .expect("updates");
        figures::user_changed(&tx, &self.house.context, who, &before, &after).await.expect("files");
        tx.commit().await.expect("commits");
        self.model.people.insert(who, after);
    }

    fn filters(&self) -> Vec<UserFilter> {
        let none = UserFilter::default;
        let month = Some(self.house.context.month_of(self.ago(2)));
        vec![
            none(),
            UserFilter { month, ..none() },
            UserFilter { role: Some(Role::Customer), ..none() },
            UserFilter { status: Some(UserStatus::Active), month, ..none() },
            UserFilter { email_status: Some(EmailStatus::Verified), month, ..none() },
            UserFilter { tier: Some(2), ..none() },
            UserFilter { plan: Some(self.plans[1]), ..none() },
            UserFilter { manager: Some(self.house.anna.user), ..none() },
            UserFilter { organisation: Some(self.organisations[0]), ..none() },
            UserFilter { role: Some(Role::Customer), status: Some(UserStatus::Inactive), ..none() },
            UserFilter { status: Some(UserStatus::Active), tier: Some(1), month, ..none() },
            UserFilter { role: Some(Role::Employee), tier: Some(2), plan: Some(self.plans[0]), ..none() },
            UserFilter { tier: Some(2), email_status: Some(EmailStatus::Unverified), ..none() },
            UserFilter { tier: Some(1), manager: Some(self.house.owner.user), month, ..none() },
            UserFilter { role: Some(Role::Employee), organisation: Some(self.organisations[1]), ..none() },
        ]
    }

    async fn compare(&self) {
        for caller in [&self.house.owner, &self.house.anna] as [&Caller; 2] {
            for filter in self.filters() {
                let shown = self.house.users.kpis(caller, &filter).await.expect("counts");
                let mut counted = self.model.recount(&self.house.context, caller, &filter);
                // Curves, and the month before, are for filters that sums are kept for.
                if (filter.manager.is_some() || filter.organisation.is_some()) && (filter.role.is_some() || filter.tier.is_some()) {
                    counted.users_by_month.clear();
                    if let Some(money) = &mut counted.money {
                        money.payments_by_month.clear();
                        money.before = None;
                    }
                }
                assert_eq!(plain(shown), plain(counted), "{} {filter:?}", caller.name);
            }
        }
    }
}

/// Sums of nothing are the same as no sum; which currency comes first is asked elsewhere.
fn plain(mut kpis: Kpis) -> Kpis {
    kpis.system_health = SystemHealth::Healthy;
    if let Some(money) = &mut kpis.money {
        let before = money.before.iter_mut().flat_map(|before| [&mut before.payments, &mut before.revenue]);
        for sums in [&mut money.payments_total, &mut money.payments_this_month, &mut money.revenue].into_iter().chain(before) {
            sums.retain(|sum| sum.minor() != 0);
            sums.sort_by_key(|sum| sum.currency());
        }
    }
    kpis
}

db::both_databases! {
    async fn whatever_happens_the_figures_are_those_of_a_recount(db: Db) {
        let house = House::new(&db).await;
        let mut model = Model::default();
        for user in [house.owner.user, house.anna.user, house.ben.user].into_iter().chain(house.customers) { model.people.insert(user, facts(&house.context, user).await); }
        let (organisations, plans) = ([house.context.new_id(), house.context.new_id()], [house.context.new_id(), house.context.new_id()]);
        let mut world = World { house, model, organisations, plans };
        let mut runner = TestRunner::new(ProptestConfig::default());
        let strategy = prop::collection::vec(acts(), 30);
        for _ in 0..6 {
            let story = strategy.new_tree(&mut runner).expect("a story").current();
            for act in story.clone() { world.act(act).await; }
            world.compare().await;
            assert_eq!(figures::check(&world.house.context).await.expect("checks"), vec![], "{story:?}");
        }
        let paid = "SELECT COUNT(*) FROM users WHERE has_paid";
        let shown = world.house.users.kpis(&world.house.owner, &UserFilter::default()).await.expect("counts");
        assert_eq!(db::scalar::<i64>(db.read(), paid, vec![]).await.expect("reads"), shown.money.map(|money| money.paying_users));
        figures::rebuild(&world.house.context).await.expect("rebuilds");
        world.compare().await;
        assert_eq!(figures::check(&world.house.context).await.expect("checks"), vec![]);
    }
}
