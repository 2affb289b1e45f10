//! Buttons: [`Button`] does something, [`LinkButton`] goes somewhere and looks the same, [`IconButton`] has an icon for a word.
//! Listeners and further attributes are put on the component itself: `<Button on:click=… attr:popovertarget=…>`.

use domain::Msg;
use leptos::prelude::*;

use crate::{
    icon::{Icon, IconName, Spinner},
    text::t,
};

/// How loud a button is. One primary a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// What the screen is for.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// In bars and rows.
    Quiet,
    /// What cannot be taken back.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button. While `pending` it keeps its size and focus, says that it is busy and lets no press through.
#[component]
pub fn Button(
    /// How loud.
    #[prop(optional)]
    kind: ButtonKind,
    /// Before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Whether it sends its form.
    #[prop(optional)]
    submit: bool,
    /// Under way.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Not possible now. Say why beside it.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Name sent with the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// Value sent with the form.
    #[prop(optional, into)]
    value: Option<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let hold = move |event: leptos::ev::MouseEvent| {
        if pending.get_untracked() {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            name=name
            value=value
            disabled=move || disabled.get()
            aria-disabled=move || pending.get().then_some("true")
            aria-busy=move || pending.get().then_some("true")
            on:click=hold
        >
            {move || pending.get().then(|| view! { <Spinner/> })}
            {icon.map(|name| view! { <Icon name/> })}
            <span class="button-words">{children()}</span>
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// Where to.
    #[prop(into)]
    href: Signal<String>,
    /// How loud.
    #[prop(optional)]
    kind: ButtonKind,
    /// Before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Whether the browser saves what it answers.
    #[prop(optional)]
    download: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=move || href.get() download=download.then_some("")>
            {icon.map(|name| view! { <Icon name/> })}
            <span class="button-words">{children()}</span>
        </a>
    }
}

/// A square button with an icon; its label is read aloud and shown as a hint.
#[component]
pub fn IconButton(
    /// The icon.
    icon: IconName,
    /// What it does.
    label: Msg,
    /// How loud.
    #[prop(default = ButtonKind::Quiet)]
    kind: ButtonKind,
    /// Whether it sends its form.
    #[prop(optional)]
    submit: bool,
    /// Not possible now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let label = t(label);
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=format!("{} button-icon", kind.class())
            aria-label=label.clone()
            title=label
            disabled=move || disabled.get()
        >
            <Icon name=icon/>
        </button>
    }
}

/// A square link with an icon.
#[component]
pub fn IconLink(
    /// Where to.
    #[prop(into)]
    href: String,
    /// The icon.
    icon: IconName,
    /// What it opens.
    label: Msg,
) -> impl IntoView {
    let label = t(label);
    view! {
        <a class="button button-quiet button-icon" href=href aria-label=label.clone() title=label>
            <Icon name=icon/>
        </a>
    }
}
