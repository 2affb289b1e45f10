//! Why nothing is sent through a number, and what can be done about it.

use domain::{instance::Hold, msg, text::Msg};
use leptos::prelude::*;

use super::NumberActs;
use crate::{
    button::{Button, ButtonKind},
    page::Notice,
    submit::{Submission, SubmitForm},
    text::t,
    tone::Tone,
};

pub(super) fn held(id: String, hold: Hold, acts: NumberActs) -> AnyView {
    match hold {
        Hold::OwnerInactive => view! {
            <Notice tone=Tone::Warn title=msg::numbers_owner_inactive()><p>{t(msg::numbers_owner_inactive_explain())}</p></Notice>
        }
        .into_any(),
        Hold::OtherAccount { before, now } => {
            let confirm = acts.confirm.map(|to| form(id.clone(), to, ButtonKind::Primary, msg::numbers_other_account_confirm()));
            let refuse = acts.refuse.map(|to| form(id, to, ButtonKind::Secondary, msg::numbers_other_account_refuse()));
            view! {
                <Notice tone=Tone::Warn title=msg::numbers_other_account()>
                    <p>{t(msg::numbers_other_account_explain(before, now))}</p>
                    <div class="form-actions">{confirm} {refuse}</div>
                </Notice>
            }
            .into_any()
        }
    }
}

fn form(id: String, to: Submission, kind: ButtonKind, verb: Msg) -> AnyView {
    view! {
        <SubmitForm to>
            <input type="hidden" name="id" value=id/>
            <Button kind submit=true pending=to.pending()>{t(verb)}</Button>
        </SubmitForm>
    }
    .into_any()
}
