//! The tabs of a person's page.

use api::{account::RevokeUserSession, instances::CreateInstance, payments::{RecordPayment, RefundPayment}};
use domain::{Money, access::Operation, ids::UserId, instance::InstanceRow, money::CURRENCIES, msg, page::Page, payment::{Method, PaymentListQuery, PaymentRow, PaymentStatus}, session::SessionRow, text::TimeStyle, user::{TimelineEntry as Entry, UserView}};
use leptos::{form::ActionForm, prelude::*};
use ui::{Button, ButtonKind, Choice, FormActions, FormBody, Icon, IconName, Load, Notice, Section, SelectField, Shape, TextField, Time, Timeline, TimelineEntry, Tone, money, state::{InstanceStateBadge, PaymentStatusBadge}, t, use_address};

/// Currencies that come first in the list.
const USUAL: [&str; 6] = ["USD", "EUR", "INR", "AED", "BRL", "GBP"];

/// Payments of the user, and the form for one by hand.
pub(super) fn payments_tab(view: &UserView) -> AnyView {
    let (id, can_record) = (view.row.id, view.can_record_payment);
    let (record, refund) = (ServerAction::<RecordPayment>::new(), ServerAction::<RefundPayment>::new());
    let cursor = { let address = use_address(); Memo::new(move |_| address.query().get("cursor").map(str::to_owned)) };
    let versions = move || (record.version().get(), refund.version().get());
    let rows = Resource::new(move || (versions(), cursor.get()), move |(_, cursor)| async move {
        let token = api::account::form_token().await.map_err(|error| error.0)?;
        let query = PaymentListQuery { user: Some(id), cursor, ..PaymentListQuery::default() };
        Ok((api::payments::list_payments(query).await.map_err(|error| error.0)?, token))
    });
    let refused = move || refund.value().get().and_then(Result::err).map(|error| {
        let message = error.0.fields.first().map_or(error.0.message.clone(), |field| field.message.clone());
        view! { <Notice tone=Tone::Bad title=message/> }
    });
    let draw = move |(page, token): (Page<PaymentRow>, String)| {
        let rows: Vec<_> = page.rows.into_iter().map(|row| payment(row, can_record, refund, &token)).collect();
        let empty = rows.is_empty().then(|| t(msg::payments_empty()));
        view! {
            {can_record.then(|| record_form(id, record, token))}
            {empty}
            <ul class="card-list">{rows}</ul>
            {page.next.map(|next| view! { <a class="button" href=format!("?cursor={next}")>{t(msg::users_older())}</a> })}
        }.into_any()
    };
    view! { {refused}<Load data=rows shape=Shape::Table(6) view=draw/> }.into_any()
}

fn payment(row: PaymentRow, can_refund: bool, refund: ServerAction<RefundPayment>, token: &str) -> AnyView {
    let given_back = row.refunded.map_or(0, Money::minor);
    let left = Money::new(row.amount.minor() - given_back, row.amount.currency());
    let open = can_refund && row.status == PaymentStatus::Success && row.refunds.is_none() && left.is_positive();
    let token = format!("{token}{}", row.id);
    view! {
        <li class="card-row card-row-stacked">
            <div class="card-row-words">
                <p class="card-row-title">{row.refunds.map(|_| format!("{} ", t(msg::payments_refund())))}{money(row.amount)}" "<PaymentStatusBadge status=row.status/></p>
                <p class="card-row-lead"><Time at=row.paid_at style=TimeStyle::DateTime/>" · "{t(row.method.label())}" · "<bdi>{row.note}</bdi>
                    {row.refunded.filter(|amount| amount.is_positive()).map(|amount| format!(" · {} {}", t(msg::payments_refunded()), money(amount)))}</p>
            </div>
            {open.then(|| view! {
                <details>
                    <summary>{t(msg::users_refund())}</summary>
                    <ActionForm action=refund>
                        <FormBody id="refund" pending=refund.pending()>
                            <input type="hidden" name="id" value=row.id.to_string()/>
                            <input type="hidden" name="token" value=token/>
                            <TextField name="amount" label=msg::users_refund_amount() value=left.to_major() required=true inputmode="decimal" ltr=true/>
                            <TextField name="reason" label=msg::users_refund_reason() required=true maxlength=500/>
                            <Button kind=ButtonKind::Danger submit=true pending=refund.pending()>{t(msg::users_refund())}</Button>
                        </FormBody>
                    </ActionForm>
                </details>
            })}
        </li>
    }.into_any()
}

fn record_form(id: UserId, record: ServerAction<RecordPayment>, token: String) -> AnyView {
    let error = Signal::derive(move || record.value().get().and_then(Result::err).map(|error| error.0));
    let done = move || matches!(record.value().get(), Some(Ok(_))).then(|| view! { <Notice tone=Tone::Good title=msg::users_payment_recorded()/> });
    let currencies = USUAL.into_iter().chain(CURRENCIES.iter().map(|(code, _)| *code).filter(|code| !USUAL.contains(code))).map(|code| Choice::new(code, code)).collect::<Vec<_>>();
    let methods = Method::ALL.map(|method| Choice::msg(method.code(), method.label())).to_vec();
    view! {
        <Section title=msg::users_record_payment()>
            {done}
            <ActionForm action=record>
                <FormBody id="payment" error pending=record.pending()>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <input type="hidden" name="token" value=token/>
                    <div class="form-grid">
                        <TextField name="amount" label=msg::users_amount() required=true inputmode="decimal" ltr=true maxlength=24/>
                        <SelectField name="currency" label=msg::users_currency() options=currencies value="USD"/>
                        <SelectField name="method" label=msg::users_method() options=methods value="cash"/>
                    </div>
                    <TextField name="note" label=msg::users_payment_note() required=true maxlength=500/>
                    <FormActions submit=msg::users_record_payment()/>
                </FormBody>
            </ActionForm>
        </Section>
    }.into_any()
}

/// Where the user is signed in.
pub(super) fn sessions_tab(id: UserId) -> AnyView {
    let revoke = ServerAction::<RevokeUserSession>::new();
    let rows = Resource::new(move || revoke.version().get(), move |_| async move { api::account::user_sessions(id).await.map_err(|error| error.0) });
    let can_end = api::viewer::may(Operation::RevokeSession);
    let draw = move |rows: Vec<SessionRow>| {
        if rows.is_empty() { return view! { <p>{t(msg::users_no_sessions())}</p> }.into_any(); }
        let items: Vec<_> = rows.into_iter().map(|row| session(id, row, can_end, revoke)).collect();
        view! {
            <ul class="card-list">{items}</ul>
            {can_end.then(|| view! {
                <ActionForm action=revoke>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <Button kind=ButtonKind::Danger submit=true pending=revoke.pending()>{t(msg::users_end_all())}</Button>
                </ActionForm>
            })}
        }.into_any()
    };
    view! { <Load data=rows view=draw/> }.into_any()
}

fn session(user: UserId, row: SessionRow, can_end: bool, revoke: ServerAction<RevokeUserSession>) -> AnyView {
    let label = t(msg::account_end_session_of(row.device.clone()));
    view! {
        <li class="card-row">
            <Icon name=IconName::Monitor/>
            <div class="card-row-words">
                <p class="card-row-title"><bdi>{row.device}</bdi></p>
                <p class="card-row-lead">{t(msg::account_last_seen())}" "<Time at=row.seen_at style=TimeStyle::DateTime/>{row.address.map(|address| view! { " · " <bdi>{address}</bdi> })}</p>
            </div>
            {can_end.then(|| view! {
                <ActionForm action=revoke>
                    <input type="hidden" name="id" value=user.to_string()/>
                    <input type="hidden" name="session" value=row.id.to_string()/>
                    <Button kind=ButtonKind::Quiet submit=true attr:aria-label=label>{t(msg::account_end_session())}</Button>
                </ActionForm>
            })}
        </li>
    }.into_any()
}

/// What the user did and what was done to them.
pub(super) fn timeline_tab(id: UserId) -> AnyView {
    let address = use_address();
    let cursor = Memo::new(move |_| address.query().get("cursor").map(str::to_owned));
    let rows = Resource::new(move || cursor.get(), move |cursor| async move { api::users::user_timeline(id, cursor).await.map_err(|error| error.0) });
    let draw = move |page: Page<Entry>| {
        if page.rows.is_empty() { return view! { <p>{t(msg::users_nothing_yet())}</p> }.into_any(); }
        let entries: Vec<_> = page.rows.into_iter().map(|entry| view! {
            <TimelineEntry icon=IconName::Clock at=entry.at>
                <p>{t(entry.what)}</p>
                <p class="card-row-lead"><bdi>{t(msg::users_by(entry.by))}</bdi>{entry.address.map(|address| view! { " · " <bdi>{address}</bdi> })}</p>
            </TimelineEntry>
        }).collect();
        view! {
            <Timeline>{entries}</Timeline>
            {page.next.map(|next| view! { <a class="button" href=format!("?cursor={next}")>{t(msg::users_older())}</a> })}
        }.into_any()
    };
    view! { <Load data=rows view=draw/> }.into_any()
}

/// The user's numbers, and the form for one more.
pub(super) fn numbers_tab(id: UserId) -> AnyView {
    let create = ServerAction::<CreateInstance>::new();
    let rows = Resource::new(|| (), move |()| async move { api::instances::list_instances(Some(id), None).await.map_err(|error| error.0) });
    let error = Signal::derive(move || create.value().get().and_then(Result::err).map(|error| error.0));
    let may = api::viewer::may(Operation::CreateInstance);
    let draw = move |page: Page<InstanceRow>| {
        let empty = page.rows.is_empty().then(|| view! { <p>{t(msg::users_no_numbers())}</p> });
        let items: Vec<_> = page.rows.into_iter().map(|row| view! {
            <li class="card-row">
                <Icon name=IconName::Phone/>
                <div class="card-row-words">
                    <p class="card-row-title"><a class="link" href=format!("/admin/numbers/{}", row.id)><bdi>{row.name}</bdi></a></p>
                    <p class="card-row-lead"><bdi dir="ltr">{row.phone}</bdi></p>
                </div>
                <InstanceStateBadge state=row.state/>
            </li>
        }).collect();
        view! { {empty}<ul class="card-list">{items}</ul> }.into_any()
    };
    view! {
        <Load data=rows view=draw/>
        {may.then(|| view! {
            <Section title=msg::users_add_number()>
                <ActionForm action=create>
                    <FormBody id="number" error pending=create.pending()>
                        <input type="hidden" name="user" value=id.to_string()/>
                        <TextField name="name" label=msg::users_number_name() required=true maxlength=120/>
                        <FormActions submit=msg::users_add_number()/>
                    </FormBody>
                </ActionForm>
            </Section>
        })}
    }.into_any()
}
