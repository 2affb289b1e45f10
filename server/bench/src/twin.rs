//! The users' page once more, written with maud: the same session, the same use cases and so the same SQL, the same words, numbers and
//! dates; only the rendering is another. It has what the reader sees (navigation, figures, filters, table, pages) and nothing for a script.

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use domain::{
    Money, Msg,
    access::{Origin, Role},
    kpi::Kpis,
    msg,
    page::Page,
    port::Services,
    text::{Catalogue, Intl as _, Locale, TimeStyle},
    user::{EmailStatus, UserChoices, UserChoicesQuery, UserListQuery, UserRow, UserStatus},
};
use maud::{DOCTYPE, Markup, html};
use service::{
    Context,
    identity::SignIn,
    texts::{IcuIntl, Texts},
};

use crate::Outcome;

/// See the module's words.
pub struct Twin {
    services: Services,
    sign_in: SignIn,
    texts: Texts,
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers.get(header::COOKIE)?.to_str().ok()?.split(';');
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(known, _)| *known == name).map(|(_, value)| value)
}

impl Twin {
    pub fn new(context: Context) -> Self {
        Self { services: service::services(&context), sign_in: SignIn::new(context), texts: Texts::load() }
    }

    pub async fn page(&self, headers: &HeaderMap) -> Outcome<String> {
        let found = self.sign_in.authenticate(&Origin::default(), cookie(headers, "access"), None).await?;
        let caller = found.caller.ok_or("nobody is signed in")?;
        let query = UserListQuery::default();
        let users = &self.services.users;
        let asked = UserChoicesQuery::default();
        // At once, as the product's resources are.
        let (page, kpis, choices) =
            tokio::try_join!(users.list(&caller, &query), users.kpis(&caller, &query.filter), users.choices(&caller, &asked))?;
        let words = Words { catalogue: self.texts.catalogue(Locale::En), intl: IcuIntl::new(Locale::En, "UTC") };
        Ok(words.document(&caller.name, &page, &kpis, &choices).into_string())
    }
}

/// First letters of the first and last word.
fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = letters.next();
    first.into_iter().chain(letters.next_back()).flat_map(char::to_uppercase).collect()
}

struct Words {
    catalogue: Arc<Catalogue>,
    intl: IcuIntl,
}

impl Words {
    fn t(&self, message: &Msg) -> String {
        self.catalogue.format(message, &self.intl)
    }

    fn amounts(&self, amounts: &[Money]) -> Markup {
        html! { @for amount in amounts { div { (self.intl.money(*amount)) } } }
    }

    fn document(&self, name: &str, page: &Page<UserRow>, kpis: &Kpis, choices: &UserChoices) -> Markup {
        let title = self.t(&msg::userpages_title());
        html! {
            (DOCTYPE)
            html lang="en" dir="ltr" {
                head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1"; title { (title) } link rel="stylesheet" href="/assets/main.css"; }
                body {
                    nav class="rail" {
                        @for area in ["", "/users", "/organisations", "/payments", "/imports", "/numbers", "/messages", "/servers", "/audit"] {
                            a href={ "/admin" (area) } { (area.trim_start_matches('/')) }
                        }
                        span { bdi { (name) } }
                    }
                    main id="main" {
                        header class="page-header" {
                            h1 { (title) }
                            a class="button" href="/admin/users/export.csv" { (self.t(&msg::userpages_export())) }
                            a class="button" href="/admin/imports" { (self.t(&msg::userpages_import())) }
                            a class="button primary" href="/admin/users/new" { (self.t(&msg::userpages_new())) }
                        }
                        (self.figures(kpis))
                        (self.filters(choices))
                        (self.table(&page.rows))
                        nav class="pagination" {
                            @if let Some(cursor) = &page.previous { a rel="prev" href={ "/admin/users?cursor=" (cursor) } { "‹" } }
                            @if let Some(cursor) = &page.next { a rel="next" href={ "/admin/users?cursor=" (cursor) } { "›" } }
                        }
                    }
                }
            }
        }
    }

    fn card(&self, label: &Msg, figure: &Markup) -> Markup {
        html! { a class="kpi" href="/admin/users" { span class="kpi-label" { (self.t(label)) } span class="kpi-figure" { (figure) } } }
    }

    fn figures(&self, kpis: &Kpis) -> Markup {
        let count = |number: i64| html! { (self.intl.number(number)) };
        let trend = |values: &mut dyn Iterator<Item = i64>| {
            let values: Vec<i64> = values.collect();
            let most = values.iter().copied().max().unwrap_or(1).max(1);
            let points = values.iter().enumerate().map(|(at, value)| format!("{},{}", at * 8, 24 - value * 24 / most));
            html! { svg viewBox="0 0 96 24" aria-hidden="true" { polyline points=(points.collect::<Vec<_>>().join(" ")); } }
        };
        html! {
            section class="kpis" aria-label=(self.t(&msg::userpages_figures())) {
                (self.card(&msg::userpages_total_users(), &html! { (count(kpis.total_users)) (trend(&mut kpis.users_by_month.iter().copied())) }))
                (self.card(&msg::userpages_active_users(), &count(kpis.active_users)))
                @if let Some(money) = &kpis.money {
                    (self.card(&msg::userpages_paying_users(), &count(money.paying_users)))
                    (self.card(&msg::userpages_payments_total(), &self.amounts(&money.payments_total)))
                    (self.card(&msg::userpages_payments_this_month(), &html! {
                        (self.amounts(&money.payments_this_month)) (trend(&mut money.payments_by_month.iter().map(|amount| amount.minor())))
                    }))
                    (self.card(&msg::userpages_revenue(), &self.amounts(&money.revenue)))
                    (self.card(&msg::userpages_pending_transactions(), &count(money.pending_transactions)))
                }
                (self.card(&msg::userpages_team_owners(), &count(kpis.team_owners)))
                (self.card(&msg::userpages_active_instances(), &count(kpis.active_instances)))
                (self.card(&msg::userpages_messages_today(), &count(kpis.messages_today)))
                (self.card(&msg::userpages_system_health(), &html! { (self.t(&kpis.system_health.label())) }))
            }
        }
    }

    fn choice(&self, name: &str, label: &Msg, options: &mut dyn Iterator<Item = (String, String)>) -> Markup {
        html! {
            label { (self.t(label)) select name=(name) { option value="" {} @for (value, words) in options { option value=(value) { (words) } } } }
        }
    }

    fn filters(&self, choices: &UserChoices) -> Markup {
        let said = |code: &str, label: Msg| (code.to_owned(), self.t(&label));
        html! {
            form class="filters" method="get" action="/admin/users" {
                input type="search" name="q" placeholder=(self.t(&msg::userpages_search()));
                (self.choice("status", &msg::userpages_status(), &mut UserStatus::ALL.iter().map(|one| said(one.code(), one.label()))))
                (self.choice("role", &msg::userpages_role(), &mut Role::ALL.iter().map(|one| said(one.code(), one.label()))))
                (self.choice("plan", &msg::userpages_plan(), &mut choices.plans.iter().map(|(id, name)| (id.to_string(), name.clone()))))
                (self.choice("organisation", &msg::userpages_organisation(), &mut choices.organisations.iter().map(|(id, name)| (id.to_string(), name.clone()))))
                (self.choice("manager", &msg::userpages_manager(), &mut choices.managers.iter().map(|(id, name)| (id.to_string(), name.clone()))))
                (self.choice("email_status", &msg::userpages_email(), &mut EmailStatus::ALL.iter().map(|one| said(one.code(), one.label()))))
                @for name in ["month", "registered_from", "registered_to", "seen_from", "seen_to"] { input type="date" name=(name); }
                button { (self.t(&msg::userpages_search())) }
            }
            form id="bulk" method="post" action="/_fn/change_users" {
                (self.choice("manager", &msg::userpages_manager(), &mut choices.managers.iter().map(|(id, name)| (id.to_string(), name.clone()))))
                (self.choice("plan", &msg::userpages_plan(), &mut choices.plans.iter().map(|(id, name)| (id.to_string(), name.clone()))))
            }
        }
    }

    fn table(&self, rows: &[UserRow]) -> Markup {
        let headings = [
            msg::userpages_name(),
            msg::userpages_email(),
            msg::userpages_role(),
            msg::userpages_status(),
            msg::userpages_organisation(),
            msg::userpages_plan(),
            msg::userpages_paid(),
            msg::userpages_registered(),
        ];
        html! {
            table class="table" {
                caption { (self.t(&msg::userpages_caption())) }
                thead { tr { th {} @for heading in &headings { th scope="col" { a href="/admin/users?sort=name" { (self.t(heading)) } } } th {} } }
                tbody { @for row in rows { (self.row(row)) } }
            }
        }
    }

    fn row(&self, row: &UserRow) -> Markup {
        let href = format!("/admin/users/{}", row.id);
        html! {
            tr {
                td class="cell-select" { input type="checkbox" form="bulk" name="ids[]" value=(row.id) aria-label=(row.name); }
                th scope="row" { a class="row-link" href=(href) { span class="avatar" aria-hidden="true" { (initials(&row.name)) } bdi { (row.name) } } }
                td {
                    bdi dir="ltr" { (row.email) }
                    @if row.email_status != EmailStatus::Verified { span class="mark-icon" role="img" aria-label=(self.t(&row.email_status.label())) {} }
                }
                td { (self.t(&row.role.label())) @if let Some(post) = row.post { " " span class="soft" { (self.t(&post.label())) } } }
                td { span class="status" { (self.t(&row.status.label())) } }
                td { @if let Some((id, name)) = &row.organisation { a class="link" href={ "/admin/organisations/" (id) } { bdi { (name) } } } }
                td { @if let Some((_, name)) = &row.plan { bdi { (name) } } }
                td class="figure" { @if let Some(paid) = &row.paid { (self.amounts(paid)) } }
                td { time { (self.intl.time(row.registered_at, TimeStyle::Date)) } }
                td class="cell-actions" {
                    a href=(href) { (self.t(&msg::userpages_open())) }
                    a href={ (href) "/edit" } { (self.t(&msg::userpages_edit())) }
                    a href={ (href) "?ask=reset" } { (self.t(&msg::userpages_send_reset())) }
                }
            }
        }
    }
}
