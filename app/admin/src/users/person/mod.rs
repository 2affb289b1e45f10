//! A person's page: who they are and what can be done with them, above tabs that each have an address. The page is drawn once; what
//! changes meanwhile is put into its places, so that nothing that is being typed below is lost. To add a tab: a variant of [`Part`], its
//! file, its line in [`Part::shown`] and in [`content`].

mod details;
mod head;
mod numbers;
mod payments;
mod record;
mod refund;
mod sessions;
mod timeline;

use std::time::Duration;

use api::viewer::may;
use domain::{Error, access::Operation, ids::UserId, live::LiveEvent, msg, text::Msg, user::UserView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui::{Data, Load, Shape, Tab, Tabs, on_live};

use super::pulse::Pulse;

/// A tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Details,
    Payments,
    Numbers,
    Sessions,
    Timeline,
}

impl Part {
    const ALL: [Self; 5] = [Self::Details, Self::Payments, Self::Numbers, Self::Sessions, Self::Timeline];

    /// As in the address.
    const fn path(self) -> &'static str {
        match self {
            Self::Details => "",
            Self::Payments => "/payments",
            Self::Numbers => "/numbers",
            Self::Sessions => "/sessions",
            Self::Timeline => "/timeline",
        }
    }

    fn read(text: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|part| text.is_some_and(|text| part.path().strip_prefix('/') == Some(text))).unwrap_or(Self::Details)
    }

    fn label(self) -> Msg {
        match self {
            Self::Details => msg::userpages_tab_details(),
            Self::Payments => msg::userpages_tab_payments(),
            Self::Numbers => msg::userpages_tab_numbers(),
            Self::Sessions => msg::userpages_tab_sessions(),
            Self::Timeline => msg::userpages_tab_timeline(),
        }
    }

    /// Whether this viewer sees it on this person.
    fn shown(self, user: &UserView) -> bool {
        match self {
            Self::Details => true,
            Self::Payments => user.sees_money,
            Self::Numbers => may(Operation::ListInstances),
            Self::Sessions => user.sees_sessions,
            Self::Timeline => may(Operation::ViewTimeline),
        }
    }
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Person {
    id: UserId,
    user: RwSignal<UserView>,
    /// To be beaten when the person may have changed.
    changed: Pulse,
}

/// The page.
#[component]
pub fn UserPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<UserId>().ok()));
    let part = Memo::new(move |_| Part::read(params.with(|params| params.get("tab")).as_deref()));
    let user = Data::new(
        move || id.get(),
        |id| async move {
            let id = id.ok_or_else(Error::not_found)?;
            api::users::view_user(id).await.map_err(|error| error.0)
        },
    );
    view! { <Load data=user page=true shape=Shape::Lines(8) view=move |user| page(user, part)/> }
}

fn page(user: UserView, part: Memo<Part>) -> AnyView {
    let person = Person { id: user.row.id, user: RwSignal::new(user), changed: Pulse::new(Duration::from_millis(700)) };
    follow(person);
    let tabs = Signal::derive(move || {
        let tab = |one: Part| Tab::new(format!("/admin/users/{}{}", person.id, one.path()), one.label(), one == part.get());
        person.user.with(|user| Part::ALL.into_iter().filter(|one| one.shown(user)).map(tab).collect::<Vec<_>>())
    });
    view! {
        <head::Head person/>
        <Tabs label=msg::userpages_tabs() tabs/>
        {move || content(part.get(), person)}
    }
    .into_any()
}

/// The tab's content. What this viewer may not see is refused, and not shown under another tab's address.
fn content(part: Part, person: Person) -> AnyView {
    if !person.user.with_untracked(|user| part.shown(user)) {
        let refused = Data::new(|| (), |()| async { Err::<(), Error>(api::ApiError::from(Error::forbidden()).0) });
        return view! { <Load data=refused view=|()| ().into_any()/> }.into_any();
    }
    match part {
        Part::Details => view! { <details::Details person/> }.into_any(),
        Part::Payments => view! { <payments::Payments person/> }.into_any(),
        Part::Numbers => view! { <numbers::Numbers person/> }.into_any(),
        Part::Sessions => view! { <sessions::Sessions person/> }.into_any(),
        Part::Timeline => view! { <timeline::History person/> }.into_any(),
    }
}

/// Asks again when the person, or their money, changed.
fn follow(person: Person) {
    let Person { id, user, changed } = person;
    on_live(move |_, event| match event {
        LiveEvent::Users { ids } if ids.is_empty() || ids.contains(&id) => changed.beat(),
        LiveEvent::Payments { users } if users.is_empty() || users.contains(&id) => changed.beat(),
        LiveEvent::Resync => changed.beat(),
        _ => {}
    });
    Effect::new(move |first: Option<()>| {
        let _ = changed.get();
        if first.is_none() {
            return;
        }
        leptos::task::spawn_local(async move {
            // What cannot be had now stays as it was; the next change asks again.
            if let Ok(fresh) = api::users::view_user(id).await {
                user.try_set(fresh);
            }
        });
    });
}
