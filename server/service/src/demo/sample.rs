//! Who is who in the sample: everything about a person follows from the seed and their number, so that any table can be made again
//! without the others. Number 0 is the owner; then come sub-dealers, employees and customers.

use domain::{
    access::{Post, Role},
    ids::{OrganisationId, PlanId, ServerId, UserId},
    time::Timestamp,
};

use super::dice::Dice;

/// Days that the sample looks back.
const DAYS: i64 = 730;
/// Customers of one neighbourhood: they share a dealer, a script and perhaps a business.
pub const BLOCK: u64 = 8;
/// Plans on sale: name, days, messages, numbers.
pub const PLANS: [(&str, i32, i64, i32); 6] = [
    ("Starter", 30, 1_000, 1),
    ("Basic", 30, 5_000, 1),
    ("Growth", 30, 20_000, 3),
    ("Business", 30, 60_000, 5),
    ("Scale", 30, 200_000, 10),
    ("Enterprise", 365, 2_000_000, 50),
];

/// The plan of the customer who signs in: room for ten numbers.
const SCALE: usize = 4;
/// The customer who signs in.
pub const SIGNS_IN: u64 = 0;

/// The sample: its seed, its size, its present.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Chance.
    pub seed: u64,
    /// Everyone.
    pub users: u64,
    /// Payments, refunds among them.
    pub payments: u64,
    /// The sample ends here.
    pub now: Timestamp,
    /// And began here.
    pub from: Timestamp,
    /// Hash of the password of those who sign in.
    pub password_hash: Option<String>,
    /// The operator's zone, for the owner.
    pub zone: String,
}

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The root.
    Owner,
    /// A sub-dealer, from 1.
    Dealer(u64),
    /// An employee, from 0.
    Employee(u64),
    /// A customer, from 0.
    Customer(u64),
}

impl Sample {
    /// A sample that ends at this moment.
    #[must_use]
    pub fn new(seed: u64, users: u64, payments_per_user: u64, now: Timestamp, zone: &str) -> Self {
        // The minute, so that two loads of one minute are equal to the last byte, and something happened within the last hour.
        let now = Timestamp(now.0 - now.0.rem_euclid(60_000_000));
        Self {
            seed,
            users,
            payments: users * payments_per_user,
            now,
            from: now.plus_seconds(-DAYS * 86_400),
            password_hash: None,
            zone: zone.to_owned(),
        }
    }

    /// Sub-dealers.
    #[must_use]
    pub fn dealers(&self) -> u64 {
        (self.users / 250).clamp(1, 400)
    }
    /// Employees.
    #[must_use]
    pub fn employees(&self) -> u64 {
        (self.users / 100).clamp(1, 2_000)
    }
    /// Customers.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.users - 1 - self.dealers() - self.employees()
    }

    /// What this number is.
    #[must_use]
    pub fn who(&self, number: u64) -> Who {
        match number {
            0 => Who::Owner,
            dealer if dealer <= self.dealers() => Who::Dealer(dealer),
            employee if employee <= self.dealers() + self.employees() => Who::Employee(employee - 1 - self.dealers()),
            customer => Who::Customer(customer - 1 - self.dealers() - self.employees()),
        }
    }

    /// The number of someone.
    #[must_use]
    pub fn number(&self, who: Who) -> u64 {
        match who {
            Who::Owner => 0,
            Who::Dealer(dealer) => dealer,
            Who::Employee(employee) => 1 + self.dealers() + employee,
            Who::Customer(customer) => 1 + self.dealers() + self.employees() + customer,
        }
    }

    /// Chance for the thing of this kind with this number.
    #[must_use]
    pub fn dice(&self, kind: &str, number: u64) -> Dice {
        Dice::of(self.seed, kind, number)
    }

    /// Since when someone is here: dealers and staff come early, customers more and more.
    #[must_use]
    pub fn registered_at(&self, who: Who) -> Timestamp {
        const WHOLE: u64 = 1_000_000;
        let share = |at: u64, of: u64| at * WHOLE / of.max(1);
        let part = match who {
            Who::Owner => 0,
            Who::Dealer(dealer) => share(dealer, self.dealers() * 6),
            Who::Employee(employee) => share(employee + 1, self.employees() * 3),
            Who::Customer(customer) => {
                let at = share(customer, self.customers());
                u64::midpoint(at, (at * WHOLE).isqrt())
            }
        };
        let whole = self.now.0 - self.from.0;
        let jitter = i64::try_from(self.dice("registered", self.number(who)).below(3_600_000_000)).unwrap_or(0);
        let at = self.from.0 + whole / 1_000_000 * i64::try_from(part).unwrap_or(0) + jitter;
        Timestamp(at.min(self.now.0 - 1))
    }

    /// Someone's id.
    #[must_use]
    pub fn id(&self, who: Who) -> UserId {
        UserId(self.dice("user", self.number(who)).uuid(self.registered_at(who)))
    }

    /// The dealer above a dealer; `None` for the owner.
    fn above(&self, dealer: u64) -> Option<u64> {
        let (first, second) = (self.dealers().div_ceil(2), self.dealers() / 3);
        let mut dice = self.dice("above", dealer);
        let mut below = |most: u64| dice.roll() % most.max(1);
        if dealer <= first {
            None
        } else if dealer <= first + second || second == 0 {
            Some(1 + below(first))
        } else {
            Some(first + 1 + below(second))
        }
    }

    /// The dealer in whose part of the tree someone is (dealers: the one above); `None` for the owner's own.
    #[must_use]
    pub fn dealer_of(&self, who: Who) -> Option<u64> {
        match who {
            Who::Owner => None,
            Who::Dealer(dealer) => self.above(dealer),
            Who::Employee(employee) => (employee % 5 >= 3).then(|| 1 + self.dice("employee", employee).roll() % self.dealers()),
            Who::Customer(customer) => {
                let block = customer / BLOCK;
                let mut dice = self.dice("block", block);
                // Whoever signs in as a customer is one of the dealer's who signs in, with all neighbours. Early dealers have the most.
                if block == 0 {
                    Some(1)
                } else if dice.percent(35) {
                    None
                } else {
                    let most = 1 + dice.roll() % self.dealers();
                    Some(1 + dice.roll() % most)
                }
            }
        }
    }

    /// The path of a dealer's node, or of the root.
    #[must_use]
    pub fn path_of(&self, dealer: Option<u64>) -> String {
        dealer.map_or_else(|| "1/".to_owned(), |dealer| format!("{}{}/", self.path_of(self.above(dealer)), dealer + 1))
    }

    /// Someone's part of the tree.
    #[must_use]
    pub fn path(&self, who: Who) -> String {
        match who {
            Who::Dealer(dealer) => self.path_of(Some(dealer)),
            other => self.path_of(self.dealer_of(other)),
        }
    }

    /// Role and post.
    #[must_use]
    pub fn role(&self, who: Who) -> (Role, Option<Post>) {
        const POSTS: [Post; 6] = [Post::Support, Post::Users, Post::Billing, Post::Support, Post::ReadOnly, Post::Super];
        match who {
            Who::Owner => (Role::Owner, None),
            Who::Dealer(_) => (Role::SubDealer, None),
            Who::Employee(employee) => (Role::Employee, Some(POSTS[usize::try_from(employee % 6).unwrap_or(0)])),
            Who::Customer(_) => (Role::Customer, None),
        }
    }

    /// Who looks after someone: staff of the same place.
    #[must_use]
    pub fn manager(&self, who: Who) -> Option<UserId> {
        let mut dice = self.dice("manager", self.number(who));
        match (who, self.dealer_of(who)) {
            (Who::Customer(_), None) if dice.percent(85) => {
                let five = 5 * (dice.roll() % self.employees().div_ceil(5));
                let one = five + dice.roll() % 3;
                Some(self.id(Who::Employee(if one < self.employees() { one } else { five })))
            }
            (Who::Customer(_), Some(dealer)) if dice.percent(60) => Some(self.id(Who::Dealer(dealer))),
            (Who::Employee(_), None) => Some(self.id(Who::Owner)),
            (Who::Employee(_), Some(dealer)) => Some(self.id(Who::Dealer(dealer))),
            _ => None,
        }
    }

    /// The number of the business someone belongs to, and whether it is theirs. 0 is the owner's, then the dealers', then one for
    /// most neighbourhoods.
    #[must_use]
    pub fn business(&self, who: Who) -> Option<(u64, bool)> {
        match who {
            Who::Owner => Some((0, true)),
            Who::Dealer(dealer) => Some((dealer, true)),
            Who::Employee(_) => Some((self.dealer_of(who).unwrap_or(0), false)),
            Who::Customer(customer) => {
                let block = customer / BLOCK;
                let (first, there) = (customer.is_multiple_of(BLOCK), self.dice("business", block).percent(65));
                (there && (first || self.dice("member", customer).percent(55))).then_some((self.dealers() + 1 + block, first))
            }
        }
    }

    /// The id of a business, and its owner.
    #[must_use]
    pub fn organisation(&self, business: u64) -> (OrganisationId, Who) {
        let owner = if business <= self.dealers() { self.who(business) } else { Who::Customer((business - self.dealers() - 1) * BLOCK) };
        (OrganisationId(self.dice("organisation", business).uuid(self.registered_at(owner))), owner)
    }

    /// The id of a plan.
    #[must_use]
    pub fn plan(&self, at: usize) -> PlanId {
        PlanId(self.dice("plan", at as u64).uuid(self.from))
    }

    /// The plan of a customer, by its place among [`PLANS`].
    #[must_use]
    pub fn plan_of(&self, customer: u64) -> Option<usize> {
        const SHARE: [usize; 20] = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5];
        if customer == SIGNS_IN {
            return Some(SCALE);
        }
        let mut dice = self.dice("planned", customer);
        let plan = *dice.pick(&SHARE);
        dice.percent(88).then_some(plan)
    }

    /// The simulator's id as a server, and that of the server which holds the sample's numbers.
    #[must_use]
    pub fn server(&self, number: u64) -> ServerId {
        ServerId(self.dice("server", number).uuid(self.from))
    }

    /// How many payments a customer made: some none, a few very many, all together as many as there should be.
    #[must_use]
    pub fn payments_of(&self, customer: u64) -> u64 {
        const WEIGHTS: [u64; 20] = [12, 3, 0, 7, 25, 5, 9, 14, 2, 0, 11, 6, 35, 4, 16, 8, 0, 10, 13, 20];
        let sum: u64 = WEIGHTS.iter().sum();
        let up_to = |customer: u64| {
            let (turns, rest) = (customer / 20, usize::try_from(customer % 20).unwrap_or(0));
            u128::from(turns * sum + WEIGHTS[..rest].iter().sum::<u64>())
        };
        let share = |customer: u64| up_to(customer) * u128::from(self.payments) / up_to(self.customers()).max(1);
        u64::try_from(share(customer + 1) - share(customer)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payments_add_up_to_what_was_asked_for_and_trees_are_three_deep_at_most() {
        for users in [4, 5, 300, 10_000] {
            let sample = Sample::new(7, users, 10, Timestamp::from_seconds(1_795_000_000), "UTC");
            assert_eq!((0..sample.customers()).map(|customer| sample.payments_of(customer)).sum::<u64>(), users * 10);
            for number in 0..users {
                let who = sample.who(number);
                assert_eq!(sample.number(who), number);
                let path = sample.path(who);
                assert!((1..=4).contains(&path.matches('/').count()), "{path}");
                assert!(sample.registered_at(who) < sample.now);
            }
        }
    }

    #[test]
    fn managers_work_where_their_people_are() {
        let sample = Sample::new(7, 3_000, 10, Timestamp::from_seconds(1_795_000_000), "UTC");
        let staff: std::collections::HashMap<_, _> = (0..=sample.dealers() + sample.employees())
            .map(|number| (sample.id(sample.who(number)), sample.path(sample.who(number))))
            .collect();
        for number in 0..sample.users {
            let who = sample.who(number);
            if let Some(manager) = sample.manager(who) {
                assert!(sample.path(who).starts_with(&staff[&manager]));
            }
        }
    }
}
