//! What opens: menus, dialogs, toasts.

use domain::msg;
use leptos::prelude::*;

use crate::{
    button::{Button, ButtonKind},
    dialog::{ConfirmDialog, Dialog},
    icon::IconName,
    menu::{Menu, MenuItem},
    toast::use_toasts,
};

/// Buttons that open each of them.
#[component]
pub(super) fn Openers() -> impl IntoView {
    let (plain, sure) = (RwSignal::new(false), RwSignal::new(false));
    let toasts = use_toasts();
    let items = vec![
        MenuItem::press(msg::ui_copied(), move || toasts.good(msg::ui_copied())).icon(IconName::CheckCircle),
        MenuItem::press(msg::ui_undo(), move || toasts.undoable(msg::ui_step_done(), move || toasts.info(msg::ui_undo())))
            .icon(IconName::Undo),
        MenuItem::press(msg::ui_failed_title(), move || toasts.bad(msg::ui_failed_title())).icon(IconName::AlertCircle).danger(),
    ];
    view! {
        <Menu id="toasts" label=msg::ui_notices() items/>
        <Button on:click=move |_| plain.set(true)>"Dialog"</Button>
        <Button kind=ButtonKind::Primary icon=IconName::Plus on:click=move |_| sure.set(true)>"Confirm"</Button>
        <Dialog id="plain" open=plain title=msg::ui_preferences()><p>"A few words."</p></Dialog>
        <ConfirmDialog id="sure" open=sure title=msg::ui_sign_out() message=msg::ui_offline() confirm=msg::ui_sign_out() danger=true
            word="ada"
            on_confirm=Callback::new(move |()| sure.set(false))/>
    }
}
