//! What only shows in written pages: escaping, wiring, sorting marks, words, and that nothing is written which a strict policy forbids.

use std::{borrow::Cow, sync::Arc};

use domain::{
    Currency, Error, Money, Msg, msg,
    text::{Catalogue, Intl, Locale, Part, Pattern, TimeStyle},
    time::Timestamp,
};
use leptos::prelude::*;

use crate::{
    address::Address,
    error_state::ErrorState,
    field::{TextArea, TextField},
    form::FormBody,
    gallery::Gallery,
    icon::{Icon, IconName, Sprite, sprite},
    menu::MenuItem,
    table::{Column, DataTable, Heading, RowActions, RowText, Sort, TableHeader},
    text::{money, provide_text, t},
};

/// The HTML of a view.
fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

#[test]
fn a_text_cannot_end_its_textarea() {
    let evil = "\n</textarea><script>alert('&amp;')</script>";
    let page = html(|| view! { <TextArea name="note" label=msg::ui_notices() value=evil/> });
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("\n\n&lt;/textarea&gt;&lt;script&gt;alert('&amp;amp;')&lt;/script&gt;</textarea>"), "{page}");
}

#[test]
fn a_field_names_its_hint_and_error_and_says_what_is_wrong() {
    let page = html(|| {
        let error = Signal::stored(Some(Error::field("email", msg::field_required())));
        view! { <FormBody id="user" error><TextField name="email" label=msg::ui_account() hint=msg::ui_go_to_hint()/>
        <TextField name="name" label=msg::ui_account()/></FormBody> }
    });
    assert!(page.contains(r#"for="user-email""#) && page.contains(r#"id="user-email""#), "{page}");
    assert!(page.contains(r#"aria-describedby="user-email-hint user-email-error""#), "{page}");
    assert_eq!(page.matches(r#"aria-invalid="true""#).count(), 1, "only the refused field is marked: {page}");
    assert!(page.contains(r##"href="#user-email""##), "the summary leads to the field: {page}");
    assert_eq!(page.matches("field-required").count(), 1, "the field says what is wrong: {page}");
    assert!(page.contains("ui-enter-email"), "the summary says what to enter (finding 41): {page}");
}

#[test]
fn a_heading_says_how_its_column_is_sorted_and_leads_to_the_other_way_round() {
    let heading = |sort: &str| {
        let sort = Sort::parse(sort);
        html(move || {
            provide_context(Address::fixed("/users?search=ada&cursor=f1~00"));
            let heading = Heading { key: "name", label: msg::ui_account(), align: crate::table::Align::Start, sortable: true };
            view! { <TableHeader heading sort/> }
        })
    };
    assert!(heading("name").contains(r#"aria-sort="ascending""#));
    assert!(heading("name").contains(r#"href="/users?search=ada&amp;sort=-name""#), "{}", heading("name"));
    assert!(heading("-name").contains(r#"aria-sort="descending""#));
    assert!(heading("email").contains(r#"aria-sort="none""#));
}

/// A language of two plurals that writes numbers in brackets.
struct Brackets;

impl Intl for Brackets {
    fn plural(&self, count: i64) -> Cow<'static, str> {
        if count == 2 { "two" } else { "other" }.into()
    }
    fn number(&self, number: i64) -> String {
        format!("[{number}]")
    }
    fn money(&self, money: Money) -> String {
        format!("[{money}]")
    }
    fn time(&self, time: Timestamp, _style: TimeStyle) -> String {
        format!("[{}]", time.seconds())
    }
}

#[test]
fn words_numbers_and_amounts_are_those_of_the_language() {
    let cases = vec![
        ("two".to_owned(), vec![Part::Words("a pair".to_owned())]),
        ("other".to_owned(), vec![Part::Value("count".to_owned()), Part::Words(" rows".to_owned())]),
    ];
    let catalogue = Catalogue([("ui-rows-shown".to_owned(), Pattern::Parts(vec![Part::Choice("count".to_owned(), cases, 1)]))].into());
    Owner::new().with(|| {
        provide_text(Arc::new(catalogue), Locale::En, Arc::new(Brackets));
        let rows = |count: i64| -> Msg { msg::ui_rows_shown(count) };
        assert_eq!([t(rows(2)), t(rows(7))], ["a pair", "[7] rows"]);
        let usd = Currency::from_code("USD").expect("a listed currency");
        assert_eq!(money(Money::new(-1_205, usd)), "[-12.05 USD]");
        assert_eq!(t(msg::ui_close()), "ui-close", "a missing word shows its key");
    });
}

#[test]
fn what_failed_names_its_request_for_support() {
    let failed = |request: Option<&str>| {
        let error = Error { request: request.map(Into::into), ..Error::internal() };
        html(move || {
            provide_context(Address::fixed("/admin/users"));
            view! { <ErrorState error/> }
        })
    };
    let page = failed(Some("5f0c0ffee"));
    assert!(page.contains("failed-request") && page.contains("copy needs-script"), "{page}");
    assert!(!failed(None).contains("failed-request"), "what never reached the server has none");
}

#[test]
fn an_icon_refers_to_the_drawing_where_the_page_holds_them() {
    let icon = || view! { <Icon name=IconName::Check/> };
    let alone = html(icon);
    assert!(alone.contains("<path") && alone.contains("viewBox"), "{alone}");
    let beside = html(|| {
        provide_context(Sprite);
        view! { {icon()}{sprite()} }
    });
    assert!(beside.contains("<use href='#icon-Check'/>") && beside.contains("<symbol id='icon-Check'"), "{beside}");
    assert_eq!(beside.matches("<path d='M20 6 9 17l-5-5'/>").count(), 1, "each drawing stands there once");
    for name in IconName::ALL {
        assert!(beside.contains(&format!("<symbol id='icon-{name:?}'")), "{name:?}");
    }
}

/// A table of two people with menus, at this address.
fn people(address: &'static str) -> String {
    html(move || {
        provide_context(Address::fixed(address));
        let actions: RowActions<&'static str> =
            Arc::new(|row| vec![MenuItem::link(msg::ui_account(), format!("/people/{row}?ask=remove")).icon(IconName::User)]);
        let columns = vec![Column::new("name", msg::ui_account(), |row: &&'static str| *row)];
        let text: RowText<&'static str> = |row| (*row).to_owned();
        view! { <DataTable id="people" caption=msg::ui_account() columns rows=vec!["ada", "bob"] key=text name=text actions/> }
    })
}

#[test]
fn the_menu_of_a_row_is_drawn_when_it_is_asked_for() {
    let page = people("/people?q=a&cursor=f1~00");
    assert_eq!(page.matches(r#"name="menu""#).count(), 2, "each row has its button: {page}");
    assert!(!page.contains("ask=remove"), "no row has its menu: {page}");
    assert!(page.contains(r#"name="q" value="a""#), "asking keeps the rest of the address: {page}");
    let asked = people("/people?q=a&menu=bob");
    assert_eq!(asked.matches("ask=remove").count(), 1, "one row has its menu: {asked}");
    assert!(asked.contains("/people/bob?ask=remove") && asked.contains(r#"href="/people?q=a""#), "and a way back: {asked}");
    assert!(!people("/people?menu=eve").contains("ask=remove"), "nobody has the menu of nobody");
}

#[test]
fn the_gallery_holds_no_inline_style_and_no_inline_script() {
    let page = html(|| {
        provide_context(Address::fixed("/gallery?role=a&search=ada"));
        view! { <Gallery/> }
    });
    assert!(page.len() > 20_000, "it was drawn whole: {}", page.len());
    for refused in [" style=", "<script", " onclick=", "javascript:"] {
        assert!(!page.contains(refused), "a strict policy forbids `{refused}`");
    }
}
