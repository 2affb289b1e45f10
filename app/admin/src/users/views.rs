//! Views above the table: everybody, a few that everybody needs, and those that one keeps. Each is a link with all of it in the address;
//! `view` says which of one's own it began from, so that what was changed since can be saved to it.

use api::{
    viewer::may,
    views::{DeleteView, RenameView, SaveView, UpdateView},
};
use domain::{
    access::Operation,
    msg,
    text::Msg,
    user::{EmailStatus, UserFilter, UserStatus},
    view::{SavedView, check_view_name, holds},
};
use leptos::prelude::*;
use ui::{
    Address, AskDialog, AskForm, Button, ButtonKind, Data, FormActions, FormBody, IconName, LinkButton, Load, Menu, MenuItem, Query, Shape,
    Submission, SubmitForm, Tab, Tabs, TextField, asking, close_when, t, use_address,
};

use super::query::LIST;

/// The parameter that names the view.
const VIEW: &str = "view";

/// What can be done with views.
#[derive(Clone, Copy)]
struct Acts {
    save: Submission,
    rename: Submission,
    update: Submission,
    delete: Submission,
}

/// The row of views.
#[component]
pub fn Views() -> impl IntoView {
    let acts = Acts {
        save: Submission::to::<SaveView>().says(msg::userpages_view_saved()),
        rename: Submission::to::<RenameView>().says(msg::userpages_view_renamed()),
        update: Submission::to::<UpdateView>().says(msg::userpages_view_saved()),
        delete: Submission::to::<DeleteView>().says(msg::userpages_view_deleted()),
    };
    let versions =
        move || acts.save.version().get() + acts.rename.version().get() + acts.update.version().get() + acts.delete.version().get();
    let data = Data::new(versions, |_| async move { api::views::list_views().await.map_err(|error| error.0) });
    let address = use_address();
    for act in [acts.save, acts.rename, acts.delete] {
        close_when(move || act.done());
    }
    view! {
        <div class="views"><Load data shape=Shape::Lines(1) view=move |views| draw(views, address, acts)/></div>
        <SaveDialog save=acts.save/>
    }
}

/// The part of an address that a view holds.
fn kept(query: &Query) -> Query {
    Query::from_pairs(query.pairs().filter(|(name, _)| holds(name)).map(|(name, value)| (name.to_owned(), value.to_owned())))
}

/// The same as a form sends it.
fn fields(query: &Query) -> Vec<AnyView> {
    kept(query)
        .pairs()
        .map(|(name, value)| view! { <input type="hidden" name="query[]" value=format!("{name}={value}")/> }.into_any())
        .collect()
}

fn query_of(view: &SavedView) -> Query {
    Query::from_pairs(view.query.iter().cloned())
}

/// The views that everybody has who may ask for what they show.
fn of_everybody() -> Vec<(Msg, Query)> {
    let one = |name: &str, value: &str| Query::default().with(name, value);
    let mut views =
        vec![(msg::userpages_view_all(), Query::default()), (msg::userpages_view_active(), one("status", UserStatus::Active.code()))];
    if may(Operation::ListPayments) {
        views.push((msg::userpages_never_paid(), one("paid", "no")));
    }
    views.push((msg::userpages_view_bounced(), one("email_status", EmailStatus::Bounced.code())));
    views
}

/// What narrows the list, without its order and columns.
fn narrowing(query: &Query) -> Query {
    Query::from_pairs(
        query
            .pairs()
            .filter(|(name, _)| *name != "month" && UserFilter::PARAMETERS.contains(name))
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    )
}

/// The one of one's own that the address names, or else shows.
fn current(views: &[SavedView], query: &Query) -> Option<SavedView> {
    let named = query.get(VIEW).and_then(|id| views.iter().find(|view| view.id.to_string() == id));
    let shown = || views.iter().find(|view| query_of(view).says_the_same(&kept(query)));
    named.or_else(shown).cloned()
}

fn draw(views: Vec<SavedView>, address: Address, acts: Acts) -> AnyView {
    let (views, everybody) = (StoredValue::new(views), StoredValue::new(of_everybody()));
    let here = Memo::new(move |_| views.with_value(|views| current(views, &address.query())));
    let tabs = Signal::derive(move || {
        let (query, here) = (address.query(), here.get());
        let common = everybody.get_value().into_iter().map(|(label, of)| {
            let is_here = here.is_none() && narrowing(&query).says_the_same(&of);
            Tab::new(of.on(LIST), label, is_here)
        });
        let own = views.get_value().into_iter().map(|view| {
            let href = query_of(&view).with(VIEW, &view.id.to_string()).on(LIST);
            let is_here = here.as_ref().is_some_and(|here| here.id == view.id);
            Tab::new(href, msg::userpages_view_own(view.name), is_here)
        });
        common.chain(own).collect::<Vec<_>>()
    });
    let rest = move || match here.get() {
        Some(view) => of_own(view, address, acts),
        // Everything as it usually is needs no view.
        None => (kept(&address.query()) != Query::default()).then(|| save_link(address)).into_any(),
    };
    view! { <Tabs label=msg::userpages_views() tabs/>{rest} }.into_any()
}

fn save_link(address: Address) -> AnyView {
    view! { <LinkButton href=Signal::derive(move || asking(address, "view")) kind=ButtonKind::Quiet icon=IconName::Plus attr:data-noscroll="">{t(msg::userpages_view_save())}</LinkButton> }.into_any()
}

/// What can be done with the view that is shown.
fn of_own(view: SavedView, address: Address, acts: Acts) -> AnyView {
    let id = view.id.to_string();
    let saved = query_of(&view);
    let changed = Signal::derive(move || !saved.says_the_same(&kept(&address.query())));
    let of_update = id.clone();
    let update = move || {
        if !changed.get() {
            return None;
        }
        let (id, now) = (of_update.clone(), fields(&address.query()));
        Some(view! {
            <SubmitForm to=acts.update>
                <input type="hidden" name="id" value=id/>
                {now}
                <Button submit=true kind=ButtonKind::Quiet pending=acts.update.pending()>{t(msg::userpages_view_update())}</Button>
            </SubmitForm>
        })
    };
    let another = move || changed.get().then(|| save_link(address));
    let menu = move || {
        let items = vec![
            MenuItem::link(msg::userpages_view_rename(), asking(address, "rename-view")).icon(IconName::Edit),
            MenuItem::link(msg::userpages_view_delete(), asking(address, "delete-view")).icon(IconName::Trash).danger(),
        ];
        view! { <Menu id="view" label=msg::userpages_view_actions() icon=IconName::More icon_only=true items/> }
    };
    let (name, of) = (view.name.clone(), id.clone());
    view! {
        {update}
        {another}
        {menu}
        <AskDialog ask="rename-view" title=msg::userpages_view_rename()>
            <SubmitForm to=acts.rename>
                <input type="hidden" name="id" value=id/>
                <FormBody id="rename-view" error=acts.rename.error() pending=acts.rename.pending()>
                    <TextField name="name" label=msg::userpages_view_name() value=name required=true check=check_view_name maxlength=60/>
                    <FormActions submit=msg::userpages_view_rename()/>
                </FormBody>
            </SubmitForm>
        </AskDialog>
        <AskDialog ask="delete-view" title=msg::userpages_view_delete_title()>
            <p>{t(msg::userpages_view_delete_explain(view.name))}</p>
            <AskForm to=acts.delete of verb=msg::userpages_view_delete()/>
        </AskDialog>
    }
    .into_any()
}

/// Asks for the name of a new view of what the list shows.
#[component]
fn SaveDialog(save: Submission) -> impl IntoView {
    let address = use_address();
    view! {
        <AskDialog ask="view" title=msg::userpages_view_save()>
            <p class="soft">{t(msg::userpages_view_explain())}</p>
            <SubmitForm to=save>
                {move || fields(&address.query())}
                <FormBody id="view" error=save.error() pending=save.pending()>
                    <TextField name="name" label=msg::userpages_view_name() required=true check=check_view_name maxlength=60/>
                    <FormActions submit=msg::userpages_view_save()/>
                </FormBody>
            </SubmitForm>
        </AskDialog>
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::ViewId;

    use super::*;

    #[test]
    fn a_view_is_the_one_that_the_address_names_or_shows() {
        let view = |name: &str, query: &[(&str, &str)]| SavedView {
            id: ViewId::NIL,
            name: name.to_owned(),
            query: query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        };
        let views = [view("Gold", &[("tier", "3"), ("sort", "name")])];
        let name = |address: &str| current(&views, &Query::of(address)).map(|view| view.name);
        assert_eq!(name("/admin/users?sort=name&tier=3&cursor=f1~0&ask=view").as_deref(), Some("Gold"));
        assert_eq!(name("/admin/users?tier=3"), None);
        assert_eq!(name(&format!("/admin/users?tier=2&view={}", views[0].id)).as_deref(), Some("Gold"), "changed since");
        assert!(narrowing(&Query::of("/admin/users?sort=name&month=2026-10&at=5")).says_the_same(&Query::default()));
    }
}
