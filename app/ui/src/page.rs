//! The parts a page is made of: its head, sections, facts, notices, timelines, a side panel, and the pill that says that new rows
//! have come.

use domain::{Msg, msg};
use leptos::prelude::*;

use crate::{
    button::IconLink,
    icon::{Icon, IconName},
    text::t,
    tone::Tone,
};

/// The title of a page about one thing of an area: its name, then the area's.
#[must_use]
pub fn title_in(name: &str, area: Msg) -> String {
    format!("{name} · {}", t(area))
}

/// The same of a name that may change. The server writes a document's title when the page is drawn and its words are out of reach, so
/// they are taken here; `name` must hold what it says itself (see [`use_text`](crate::use_text)).
pub fn titled_in(name: impl Fn() -> String + Send + Sync + 'static, area: Msg) -> impl Fn() -> String + Send + Sync + 'static {
    let area = t(area);
    move || format!("{} · {area}", name())
}

/// A step on the way to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// As read.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Crumb {
    /// A step with a name from the catalogues.
    #[must_use]
    pub fn new(label: Msg, href: impl Into<String>) -> Self {
        Self { label: t(label), href: href.into() }
    }
    /// A step with a name of its own.
    #[must_use]
    pub fn named(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// The way to this page.
#[component]
pub fn Breadcrumb(
    /// The steps, without the page itself.
    crumbs: Vec<Crumb>,
) -> impl IntoView {
    let steps: Vec<_> = crumbs
        .into_iter()
        .map(|Crumb { label, href }| {
            view! { <li><a href=href><bdi>{label}</bdi></a>
            <Icon name=IconName::ChevronEnd/></li> }
        })
        .collect();
    view! { <nav class="crumbs" aria-label=t(msg::ui_you_are_here())><ol class="crumbs-list" role="list">{steps}</ol></nav> }
}

/// The head of a page: where it is, what it is, and what can be done.
#[component]
pub fn PageHeader(
    /// What it is: the only `h1`.
    #[prop(into)]
    title: Signal<String>,
    /// The steps to it.
    #[prop(optional)]
    crumbs: Vec<Crumb>,
    /// A line below the title.
    #[prop(optional, into)]
    lead: Option<String>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            {(!crumbs.is_empty()).then(|| view! { <Breadcrumb crumbs/> })}
            <div class="page-line">
                <div class="page-words">
                    <h1 class="page-title"><bdi>{move || title.get()}</bdi></h1>
                    {lead.map(|lead| view! { <p class="page-lead">{lead}</p> })}
                </div>
                {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
            </div>
        </header>
    }
}

/// A titled part of a page on its own ground.
#[component]
pub fn Section(
    /// What it is.
    title: Msg,
    /// A line below the title.
    #[prop(optional)]
    lead: Option<Msg>,
    /// Its content.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section">
            <header class="section-head"><h2 class="section-title">{t(title)}</h2>{lead.map(|lead| view! { <p class="section-lead">{t(lead)}
                </p> })}</header>
            <div class="section-body">{children()}</div>
        </section>
    }
}

/// Names and values, one below the other.
#[component]
pub fn Facts(
    /// [`Fact`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// A name and its value.
#[component]
pub fn Fact(
    /// Name.
    label: Msg,
    /// Value.
    children: Children,
) -> impl IntoView {
    view! { <div class="fact"><dt>{t(label)}</dt><dd>{children()}</dd></div> }
}

/// Something to know on this page: a banner with a tone.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(default = Tone::Info)]
    tone: Tone,
    /// In a few words.
    title: Msg,
    /// More about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("notice {}", tone.class()) role=if tone == Tone::Bad { "alert" } else { "status" }>
            <Icon name=tone.icon()/>
            <div class="notice-words"><p class="notice-title">{t(title)}</p>{children.map(|children| children())}</div>
        </div>
    }
}

/// What happened to a thing, newest first: [`TimelineEntry`]s.
#[component]
pub fn Timeline(
    /// The entries.
    children: Children,
) -> impl IntoView {
    view! { <ol class="timeline" role="list">{children()}</ol> }
}

/// One thing that happened.
#[component]
pub fn TimelineEntry(
    /// Drawing of it.
    icon: IconName,
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// When.
    at: domain::time::Timestamp,
    /// What.
    children: Children,
) -> impl IntoView {
    view! {
        <li class="timeline-entry">
            <span class=format!("timeline-mark {}", tone.class())><Icon name=icon/></span>
            <div class="timeline-words">{children()}</div>
            <span class="timeline-time"><crate::text::Time at relative=true/></span>
        </li>
    }
}

/// Details beside a list, with an address of their own: a column on wide screens, a sheet above the page on phones.
#[component]
pub fn SidePanel(
    /// What it shows.
    #[prop(into)]
    title: String,
    /// The list without it.
    #[prop(into)]
    close_href: String,
    /// Its content.
    children: Children,
) -> impl IntoView {
    view! {
        <aside class="side" aria-labelledby="side-title">
            <header class="side-head"><h2 class="side-title" id="side-title"><bdi>{title}</bdi></h2>
                <IconLink href=close_href icon=IconName::Close label=msg::ui_close()/></header>
            <div class="side-body">{children()}</div>
        </aside>
    }
}

/// "12 new rows": live changes wait behind it, so that nothing moves under the pointer.
#[component]
pub fn NewRows(
    /// How many.
    #[prop(into)]
    count: Signal<usize>,
    /// Says so in the words of the list.
    #[prop(optional)]
    says: Option<fn(usize) -> Msg>,
    /// Shows them.
    on_show: Callback<()>,
) -> impl IntoView {
    let words = move |count: usize| t(says.map_or_else(|| msg::ui_new_rows(count), |says| says(count)));
    let show = move |_| {
        crate::refocus::want_focus(".row-link");
        on_show.run(());
    };
    view! {
        <div class="new-rows" role="status">
            {move || (count.get() > 0).then(|| view! { <button type="button" class="chip new-rows-pill" on:click=show>
                <Icon name=IconName::ArrowUp/>{words(count.get())}</button> })}
        </div>
    }
}
