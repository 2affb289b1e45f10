//! Filters, tables and pages.

use std::sync::Arc;

use domain::msg;
use leptos::prelude::*;

use super::Samples;
use crate::{
    avatar::Avatar,
    badge::{Badge, Status, Tags},
    copy::Copyable,
    empty::{EmptyState, NoResults},
    field::Choice,
    filter_bar::{Filter, FilterBar},
    icon::IconName,
    loading::{Shape, Skeleton},
    menu::MenuItem,
    pagination::Pagination,
    table::{Column, ColumnChooser, DataTable, RowActions, Sort},
    tabs::{Tab, Tabs},
    text::number,
    tone::Tone,
};

#[derive(Clone)]
struct Person {
    id: u32,
    name: &'static str,
    email: &'static str,
    good: bool,
    messages: i64,
}

fn people() -> Vec<Person> {
    [
        ("Ada King Lovelace", "ada@example.com"),
        ("نور الهدى عبد الرحمن", "nour@example.com"),
        ("王小明", "xiaoming@example.com"),
        (
            "Maximiliana Aurelia Wolfeschlegelsteinhausenbergerdorff von und zu Habsburg-Lothringen",
            "a.very.long.address.of.a.person@subdomain.example.com",
        ),
        ("Ñandú S.A.", "pagos@example.com"),
    ]
    .into_iter()
    .zip(1_u32..)
    .map(|((name, email), id)| Person { id, name, email, good: id % 3 != 0, messages: i64::from(id) * 40_321 })
    .collect()
}

fn columns() -> Vec<Column<Person>> {
    vec![
        Column::new("name", msg::ui_account(), |row: &Person| {
            view! { <span class="person"><Avatar name=row.name/><bdi>{row.name}</bdi>
            </span> }
        })
        .sortable(),
        Column::new("email", msg::ui_go_to(), |row: &Person| view! { <bdi>{row.email}</bdi> }).sortable(),
        Column::new("status", msg::ui_theme(), |row: &Person| {
            view! { <Status tone=if row.good { Tone::Good } else { Tone::Warn }
            label=if row.good { msg::ui_step_done() } else { msg::ui_unchanged() }/> }
        }),
        Column::new("role", msg::ui_areas(), |_: &Person| view! { <Badge tone=Tone::Info label="Gold"/> }),
        Column::new("tags", msg::ui_columns(), |_: &Person| view! { <Tags tags=vec!["vip".to_owned(), "2026".to_owned()]/> }),
        Column::new("messages", msg::ui_notices(), |row: &Person| number(row.messages)).sortable().figure(),
        Column::new("id", msg::ui_copy(), |row: &Person| view! { <Copyable text=format!("usr_0198{:08}", row.id)/> }),
        Column::new("hidden", msg::ui_density(), |_: &Person| ()).hidden(),
    ]
}

fn actions() -> RowActions<Person> {
    Arc::new(|row: &Person| {
        vec![
            MenuItem::link(msg::ui_go_to(), format!("/gallery/{}", row.id)).icon(IconName::Eye),
            MenuItem::link(msg::ui_preferences(), "/gallery").icon(IconName::Edit),
            MenuItem::post(msg::ui_sign_out(), "/gallery").icon(IconName::Ban).danger(),
        ]
    })
}

/// Lists in their states.
#[component]
pub(super) fn Lists() -> impl IntoView {
    let choices = || vec![Choice::new("a", "Active"), Choice::new("b", "Inactive")];
    let filters = vec![
        Filter::choice("role", msg::ui_areas(), choices()),
        Filter::choice("status", msg::ui_theme(), choices()),
        Filter::text("tag", msg::ui_columns()),
        Filter::month("month", msg::ui_pages()),
        Filter::date("since", msg::ui_density()),
    ];
    let tabs = vec![
        Tab::new("/gallery", msg::ui_account(), true).count(12),
        Tab::new("/gallery?tab=b", msg::ui_actions(), false),
        Tab::new("/gallery?tab=c", msg::ui_notices(), false),
    ];
    let (first, later) = (None::<String>, Some("f1~00".to_owned()));
    view! {
        <Samples title="Lists">
            <Tabs label=msg::ui_account() tabs/>
            <FilterBar search=("search", msg::ui_go_to_hint()) filters><ColumnChooser columns=columns()/></FilterBar>
            <DataTable caption=msg::ui_account() columns=columns() rows=people() key={|row: &Person| row.id.to_string()}
                name={|row: &Person| row.name.to_owned()}
                href={|row: &Person| format!("/gallery/{}", row.id)} actions=actions()
                    sort=Sort { key: "name".to_owned(), descending: false }/>
            <Pagination previous=first next=later rows=5 size=50/>
            <div class="columns">
                <EmptyState icon=IconName::Message title=msg::ui_none() message=msg::ui_qr_coming()/>
                <NoResults clear_href="/gallery"/>
            </div>
            <Skeleton shape=Shape::Table(4)/>
        </Samples>
    }
}
