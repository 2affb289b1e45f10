//! QR codes for pairing: fetched through the driver while a session waits for a scan, kept sealed with their number and expiry, drawn as
//! SVG when a page asks. The first code lives 60 seconds, the next 20 each, six in all; then the gateway gives up.

use db::whatsapp::{
    due,
    instances::{self, Instance},
    servers,
};
use domain::{
    Error, Result,
    ids::InstanceId,
    instance::QrView,
    msg,
    port::whatsapp::{GatewayError, QrAnswer, SessionStatus},
    time::Timestamp,
};
use fast_qr::{ECL, QRBuilder};

use super::{
    gateway::{self, Gateway},
    publish_instance,
    status::{self, Seen},
};
use crate::{
    Context,
    throttle::{self, Limits, Try},
};

/// Codes before the gateway gives up.
const CODES: u8 = 6;
/// Seconds that the first code is good.
const FIRST_LIFE: i64 = 60;
/// Seconds that each later code is good.
const NEXT_LIFE: i64 = 20;
/// Seconds that belong to one process while it asks: the driver waits 25 for a code.
const ASKING: i64 = 30;
/// Seconds until the next try where there is no new code yet.
const SOON: i64 = 2;
/// Modules of white around a code, as its standard asks.
const QUIET: usize = 4;
/// Sessions that one call takes.
const AT_ONCE: usize = 16;

fn place(id: InstanceId) -> String {
    format!("instance.qr|{id}")
}

/// The code that is good now, where there is one.
pub(super) fn view(context: &Context, instance: &Instance) -> Result<Option<QrView>> {
    let (Some(sealed), Some(expires_at)) = (&instance.qr, instance.qr_expires_at) else { return Ok(None) };
    if instance.state != "scanning" || expires_at <= context.now() {
        return Ok(None);
    }
    let value = context.keys.open(&place(instance.id), sealed)?;
    let number = u8::try_from(instance.qr_number).unwrap_or(CODES);
    Ok(svg(&value).map(|svg| QrView { svg, expires_at, number, of: CODES.max(number) }))
}

/// Draws a code: dark on white with its quiet zone, attributes only, so that a strict content policy lets it through. Dark modules of a
/// row are one stroke of the path each. `None` where the text does not fit into a code.
#[must_use]
pub fn svg(value: &[u8]) -> Option<String> {
    use std::fmt::Write as _;
    let code = QRBuilder::new(value.to_vec()).ecl(ECL::M).build().ok()?;
    let side = code.size + 2 * QUIET;
    let mut path = String::new();
    for row in 0..code.size {
        let dark: Vec<bool> = (0..code.size).map(|column| code[row][column].value()).collect();
        let mut at = 0;
        while at < dark.len() {
            let length = dark[at..].iter().take_while(|dark| **dark).count();
            if length > 0 {
                write!(path, "M{} {}h{length}v1h-{length}z", at + QUIET, row + QUIET).ok()?;
            }
            at += length.max(1);
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

/// Fetches the codes that are due and waits for all of them. Answers how many sessions were asked.
///
/// # Errors
/// When the database refuses. A gateway that does not answer is asked again later.
pub async fn refresh_codes(context: &Context) -> Result<usize> {
    let taken = take(context).await?;
    super::all_of(taken.iter().map(|id| refresh(context, *id)).collect()).await?;
    Ok(taken.len())
}

/// Takes the numbers whose codes are due: for a while nobody else asks for them.
pub(super) async fn take(context: &Context) -> Result<Vec<InstanceId>> {
    let now = context.now();
    let tx = context.db.begin().await?;
    let taken = due::take_due(&*tx, "qr_due_at", now, now.plus_seconds(ASKING), AT_ONCE).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Codes to type, per phone from one slot, per phone and per slot: WhatsApp shows each on that phone, whoever's it is, so nobody may
/// have them sent without end.
const TYPED: Limits = Limits {
    word: "pair ",
    window: 3_600,
    pair: 3,
    thing: 5,
    slow: false,
    place: 10,
    pause: 60,
    refusal: |seconds| msg::whatsapp_pairing_too_often(seconds.div_ceil(60)),
};

/// Asks the gateway for a code to type on the phone with this number.
///
/// # Errors
/// Conflict where nothing waits for a scan; too many where this phone or this slot had its share; unavailable with the reason where the
/// gateway gives none.
pub(super) async fn by_phone(context: &Context, instance: &Instance, number: &str) -> Result<String> {
    if instance.state != "scanning" {
        return Err(Error::conflict(msg::whatsapp_instance_not_scanning()));
    }
    let addresses = servers::addresses(context.db.read(), [instance.server_id]).await?;
    let gateway = Gateway::of(context, addresses.first().ok_or_else(Error::internal)?)?;
    let slot = instance.id.to_string();
    let tried = throttle::reserve(context, TYPED, Try { thing: number, place: &slot, user_agent: None }).await?;
    let digits = number.trim_start_matches('+');
    let code = gateway.driver.request_pairing_code(&gateway.address, &instance.session_name, digits).await;
    // Where the answer is lost the phone may have been rung: only a request that never left, or came too early, is taken back.
    let rang = !matches!(code, Err(GatewayError::NotSent { .. } | GatewayError::SessionNotReady { .. }));
    throttle::settle(context, tried, rang).await?;
    code.map_err(|error| match error {
        GatewayError::SessionNotReady { .. } => Error::unavailable(msg::whatsapp_pairing_not_ready()),
        other => Error::unavailable(gateway::sentence(other)),
    })
}

/// Fetches the code of one.
pub(super) async fn refresh(context: &Context, id: InstanceId) -> Result<()> {
    let read = context.db.read();
    let Some(instance) = instances::load(read, id).await? else { return Ok(()) };
    let addresses = servers::addresses(read, [instance.server_id]).await?;
    let Some(server) = addresses.first() else { return Ok(()) };
    let gateway = Gateway::of(context, server)?;
    match gateway.driver.qr(&gateway.address, &instance.session_name).await {
        Ok(QrAnswer::Code { value }) => keep(context, &instance, &value).await,
        Ok(QrAnswer::NotYet { status }) => apply(context, id, status).await,
        Ok(QrAnswer::NotRunning) => apply(context, id, SessionStatus::Stopped).await,
        Err(error) => {
            tracing::warn!(instance = %id, %error, "a QR code could not be fetched");
            put_off(context, id, context.now().plus_seconds(SOON)).await
        }
    }
}

async fn apply(context: &Context, id: InstanceId, seen: SessionStatus) -> Result<()> {
    let tx = context.db.begin().await?;
    status::apply(&tx, context, id, Seen::now(seen, None)).await?;
    // Where it still waits for a scan, the code comes in a moment; in every other state this changes nothing.
    due::qr_due(&*tx, id, context.now().plus_seconds(SOON)).await?;
    Ok(tx.commit().await?)
}

async fn put_off(context: &Context, id: InstanceId, at: Timestamp) -> Result<()> {
    Ok(due::qr_due(context.db.write(), id, at).await?)
}

async fn keep(context: &Context, instance: &Instance, value: &str) -> Result<()> {
    let now = context.now();
    if is_known(context, instance, value) {
        // The same code is good until it expires; after that its successor is late.
        let at = instance.qr_expires_at.filter(|at| *at > now).unwrap_or(now.plus_seconds(SOON));
        return put_off(context, instance.id, at).await;
    }
    let life = if instance.qr_number == 0 { FIRST_LIFE } else { NEXT_LIFE };
    let sealed = context.keys.seal(&place(instance.id), value.as_bytes());
    let tx = context.db.begin().await?;
    if due::set_qr(&*tx, instance.id, instance.qr_number, sealed, now.plus_seconds(life)).await? {
        publish_instance(&tx, context, status::place(instance)).await?;
    }
    Ok(tx.commit().await?)
}

fn is_known(context: &Context, instance: &Instance, value: &str) -> bool {
    let known = instance.qr.as_deref().and_then(|sealed| context.keys.open(&place(instance.id), sealed).ok());
    known.is_some_and(|known| known == value.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_dark_on_white_with_its_quiet_zone_and_without_style() {
        let svg = svg(&[b'a'; 234]).expect("a pairing text fits");
        assert!(svg.contains("viewBox=\"0 0 69 69\"") && !svg.contains("style"), "{svg}");
        // The finder's upper edge begins right behind the quiet zone.
        assert!(svg.contains("M4 4h7v1h-7z"), "{svg}");
        assert_eq!(super::svg(&[0; 5000]), None);
    }
}
