//! Mails kept here, newest first; each opens in place.

use domain::{msg, page::Page, session::OutboxRow, text::TimeStyle};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{CopyButton, Data, EmptyState, IconName, Load, PageHeader, Pagination, Shape, Status, Time, Tone, page_query, t, use_address};

/// The page.
#[component]
pub fn OutboxPage() -> impl IntoView {
    let address = use_address();
    let asked = Memo::new(move |_| page_query(address));
    let rows = Data::new(move || asked.get(), |page| async move { api::account::list_outbox(page).await.map_err(|error| error.0) });
    view! {
        <Title text=t(msg::outbox_title())/>
        <PageHeader title=t(msg::outbox_title()) lead=t(msg::outbox_lead())/>
        <Load data=rows shape=Shape::Table(6) view=move |page| list(page, asked.get_untracked().size)/>
    }
}

fn list(page: Page<OutboxRow>, size: u16) -> AnyView {
    if page.rows.is_empty() {
        return view! { <EmptyState icon=IconName::Mail title=msg::outbox_empty_title() message=msg::outbox_empty()/> }.into_any();
    }
    let count = page.rows.len();
    let items: Vec<_> = page.rows.into_iter().map(mail).collect();
    view! {
        <ul class="card-list">{items}</ul>
        <Pagination previous=page.previous next=page.next rows=count size/>
    }
    .into_any()
}

fn mail(row: OutboxRow) -> impl IntoView {
    let (tone, label) = if row.sent_at.is_some() { (Tone::Good, msg::outbox_sent()) } else { (Tone::Neutral, msg::outbox_kept()) };
    view! {
        <li class="card-row card-row-stacked">
            <details>
                <summary class="card-row-title summary-marked"><bdi>{row.subject}</bdi></summary>
                <pre class="mail-body" dir="auto">{body(&row.body)}</pre>
            </details>
            <p class="card-row-lead">
                <bdi>{t(msg::outbox_to(row.to))}</bdi>" · "<Time at=row.created_at style=TimeStyle::DateTime/>" · "<Status tone label/>
                {row.problem.map(|problem| view! { " · " <bdi>{problem}</bdi> })}
            </p>
        </li>
    }
}

/// The text of a mail, in which the addresses of this site can be followed and copied.
fn body(text: &str) -> Vec<AnyView> {
    let is_link = |word: &str| (word.starts_with("https://") || word.starts_with("http://")) && !word.contains('•');
    text.split_inclusive(char::is_whitespace)
        .map(|part| {
            let word = part.trim_end();
            let (word, rest) = part.split_at(word.len());
            if !is_link(word) {
                return part.to_owned().into_any();
            }
            let href = word.to_owned();
            view! { <a class="link" href=href.clone() rel="external noreferrer">{href.clone()}</a><CopyButton text=href/>{rest.to_owned()} }
                .into_any()
        })
        .collect()
}
