//! The palette's search: what somebody types, read as a name, an id, a phone number, an amount or a reference, and looked for in every
//! kind of record that they may list. As many statements are sent whatever there is to find.

use async_trait::async_trait;
use db::search::{self as rows, MessageWanted, PaymentsWanted, Wanted};
use domain::{
    Currency, Money,
    access::{Caller, Operation, Reach},
    error::{Error, Result},
    ids::{ImportId, MessageId, OrganisationId, PaymentId},
    narrowing::LONGEST,
    port::Search,
    search::{Found, FoundKind},
    text::Locale,
    user::shorten,
};

use crate::{Context, phones, users, whatsapp::reaches_root};

/// Characters below which nothing is looked for.
const FEWEST: usize = 2;
/// A currency for each number of decimals that there is.
const BY_DECIMALS: [&str; 4] = ["JPY", "USD", "KWD", "CLF"];

/// See the module's words.
#[derive(Debug, Clone)]
pub struct SearchService {
    context: Context,
}

/// What was typed, without what no record holds.
struct Typed {
    text: String,
    /// In lower case.
    key: String,
    language: Locale,
}

impl Typed {
    fn read(text: &str, language: Locale) -> Option<Self> {
        let text: String = text.trim().chars().filter(|c| !c.is_control()).collect();
        let length = text.chars().count();
        (FEWEST..=LONGEST).contains(&length).then(|| Self { key: db::users::key(&text), text, language })
    }

    /// An id of this kind, or a part of a name.
    fn wanted<I: std::str::FromStr>(&self) -> Wanted<'_, I> {
        self.text.parse::<I>().map_or(Wanted::Named(&self.key), Wanted::Id)
    }

    /// The digits of what may be a part of a phone number.
    fn digits(&self) -> Option<String> {
        let is_number = self.text.chars().all(|c| c.is_ascii_digit() || " +-.()/".contains(c));
        let digits: String = self.text.chars().filter(char::is_ascii_digit).collect();
        (is_number && digits.len() >= 3).then_some(digits)
    }

    /// What it is in minor units, by the decimals of a currency.
    fn amounts(&self) -> Vec<(i64, u8)> {
        // The sign of a currency, or of money that went back.
        let bare = self.text.trim_matches(|c: char| !c.is_alphanumeric());
        let read = |code: &str| {
            let currency = Currency::from_code(code)?;
            let money = Money::parse_typed(bare, currency, self.language).ok().filter(|money| money.is_positive())?;
            Some((money.minor(), currency.decimals()))
        };
        BY_DECIMALS.into_iter().filter_map(read).collect()
    }
}

fn found(kind: FoundKind, id: impl std::fmt::Display, title: String, detail: String) -> Found {
    Found { kind, id: id.to_string(), title, detail, amount: None, of: None }
}

impl SearchService {
    /// Over this context.
    #[must_use]
    pub const fn new(context: Context) -> Self {
        Self { context }
    }

    async fn people(&self, caller: &Caller, typed: &Typed) -> Result<Vec<Found>> {
        let rows = users::find(&self.context, caller, &typed.text).await?;
        Ok(rows.into_iter().map(|(id, name, email)| found(FoundKind::User, id, name, email)).collect())
    }

    async fn organisations(&self, tree: &str, typed: &Typed) -> Result<Vec<Found>> {
        let rows = rows::organisations(self.context.db.read(), tree, typed.wanted()).await?;
        Ok(rows.into_iter().map(|row| found(FoundKind::Organisation, OrganisationId(row.id), row.name, String::new())).collect())
    }

    async fn numbers(&self, reach: &Reach, typed: &Typed) -> Result<Vec<Found>> {
        let rows = rows::numbers(self.context.db.read(), reach, typed.wanted(), typed.digits().as_deref()).await?;
        let detail = |row: &rows::Number| {
            let whose = (!matches!(reach, Reach::Own(_))).then(|| row.user_name.clone());
            row.phone.as_deref().map(phones::grouped).into_iter().chain(whose).collect::<Vec<_>>().join(" · ")
        };
        Ok(rows
            .into_iter()
            .map(|row| {
                let detail = detail(&row);
                found(FoundKind::Number, row.id, row.name, detail)
            })
            .collect())
    }

    async fn payments(&self, reach: &Reach, typed: &Typed) -> Result<Vec<Found>> {
        let wanted = match typed.text.parse::<PaymentId>() {
            Ok(id) => PaymentsWanted { id: Some(id), ..PaymentsWanted::default() },
            Err(_) => PaymentsWanted { id: None, reference: Some(typed.text.clone()), amounts: typed.amounts() },
        };
        let shown = |row: rows::Payment| {
            let amount = row.currency.parse::<Currency>().ok().map(|currency| Money::new(row.amount_minor, currency));
            let amount = if row.refunds_id.is_some() { amount.and_then(|money| money.checked_neg().ok()) } else { amount };
            let title = if matches!(reach, Reach::Own(_)) { String::new() } else { row.user_name };
            let detail = row.external_id.unwrap_or_else(|| shorten(&row.note));
            Found { amount, of: Some(row.user_id), ..found(FoundKind::Payment, row.id, title, detail) }
        };
        Ok(rows::payments(self.context.db.read(), reach, &wanted).await?.into_iter().map(shown).collect())
    }

    async fn message(&self, reach: &Reach, typed: &Typed) -> Result<Vec<Found>> {
        let read = |to: &str| phones::of_form(&self.context, Some(to), None).ok().flatten();
        let recipient = typed.digits().and_then(|digits| read(&typed.text).or_else(|| read(&format!("+{digits}"))));
        let wanted = match (typed.text.parse::<MessageId>(), &recipient) {
            (Ok(id), _) => MessageWanted::Id(id),
            (Err(_), Some(recipient)) => MessageWanted::To(recipient),
            (Err(_), None) => return Ok(Vec::new()),
        };
        let row = rows::message(self.context.db.read(), reach, wanted).await?;
        // It is led to by the phone number it went to.
        let shown = |row: rows::Message| found(FoundKind::Message, &row.recipient, phones::grouped(&row.recipient), shorten(&row.body));
        Ok(row.map(shown).into_iter().collect())
    }

    async fn imports(&self, caller: &Caller, typed: &Typed) -> Result<Vec<Found>> {
        let rows = rows::imports(self.context.db.read(), caller.user, &caller.tree, typed.wanted()).await?;
        Ok(rows.into_iter().map(|row| found(FoundKind::Import, ImportId(row.id), row.name, String::new())).collect())
    }

    async fn servers(&self, typed: &Typed) -> Result<Vec<Found>> {
        let rows = rows::servers(self.context.db.read(), typed.wanted()).await?;
        Ok(rows.into_iter().map(|row| found(FoundKind::Server, row.id, row.name, row.url)).collect())
    }
}

#[async_trait]
impl Search for SearchService {
    async fn find(&self, caller: &Caller, text: &str, language: Locale) -> Result<Vec<Found>> {
        use Operation::{ListImports, ListInstances, ListMessages, ListOrganisations, ListPayments, ListServers, ListUsers};
        if ![ListUsers, ListOrganisations, ListPayments, ListInstances, ListMessages, ListImports, ListServers]
            .into_iter()
            .any(|operation| caller.may(operation))
        {
            return Err(Error::forbidden());
        }
        let Some(typed) = Typed::read(text, language) else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        if caller.may(ListUsers) {
            all.extend(self.people(caller, &typed).await?);
        }
        if let Ok(Reach::Tree(tree)) = caller.reach(ListOrganisations) {
            all.extend(self.organisations(&tree, &typed).await?);
        }
        if let Ok(reach) = caller.reach(ListInstances) {
            all.extend(self.numbers(&reach, &typed).await?);
        }
        if let Ok(reach) = caller.reach(ListPayments) {
            all.extend(self.payments(&reach, &typed).await?);
        }
        if let Ok(reach) = caller.reach(ListMessages) {
            all.extend(self.message(&reach, &typed).await?);
        }
        if caller.may(ListImports) {
            all.extend(self.imports(caller, &typed).await?);
        }
        if caller.reach(ListServers).is_ok_and(|reach| reaches_root(&reach)) {
            all.extend(self.servers(&typed).await?);
        }
        Ok(all)
    }
}
