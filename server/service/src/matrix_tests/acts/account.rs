//! One's own account, other people's sessions, and mail.

use domain::{Result, access::Origin, ids::SessionId, page::PageQuery, text::Locale};
use secrecy::SecretString;

use super::{Cell, all_pages, text};
use crate::{
    identity::{SignIn, testing::PASSWORD},
    matrix_tests::people::Person,
};

pub async fn act(cell: &Cell<'_>) -> Result<String> {
    let (to, caller, world) = (&cell.world.services.accounts, cell.caller, cell.world);
    match cell.row.name {
        "account/own_sessions" => text(&to.sessions(caller).await?),
        "account/time_zones" => text(&to.time_zones(caller).await?),
        "account/form_token" => text(&to.form_token(caller).await?),
        "account/edit_profile" => text(&to.edit_profile(caller, &world.token(), Locale::Es, "Europe/Madrid").await?),
        "account/change_password" => {
            to.change_password(caller, PASSWORD, "eight amber lanterns").await?;
            world.set_password(PASSWORD).await;
            Ok(String::new())
        }
        "account/revoke_own_session" => text(&to.revoke(caller, session(cell).await).await?),
        "account/revoke_other_sessions" => {
            world.new_session(cell.who.person()).await;
            let ended = to.revoke_others(caller).await?;
            assert_eq!(to.sessions(caller).await?.len(), usize::from(ended > 0), "this one stays");
            text(&ended)
        }
        "sign in" => sign_in(cell).await,
        "sign out" => sign_out(cell).await,
        "account/list_outbox" => {
            let page = |cursor| async { to.outbox(caller, &PageQuery { cursor, size: 25 }).await };
            Ok(all_pages!(page))
        }
        "account/user_sessions" => text(&to.sessions_of(caller, cell.user()).await?),
        "account/revoke_user_session" => {
            if let Some(person) = cell.object.person() {
                world.new_session(person).await;
            }
            text(&to.revoke_of(caller, cell.user(), None).await?)
        }
        "account/send_password_reset" => {
            // Everybody sends to everybody here; how often one may is told elsewhere.
            db::exec(world.context.db.write(), "DELETE FROM sign_in_attempt WHERE login_key LIKE 'send %'", vec![]).await?;
            text(&to.send_reset(caller, cell.user()).await?)
        }
        _ => cell.unknown(),
    }
}

/// A session of the one acted on; one's own is a new one, because it ends.
async fn session(cell: &Cell<'_>) -> SessionId {
    match cell.object.person() {
        Some(person) if person == cell.who.person() => cell.world.new_session(person).await,
        _ => cell.id(&cell.world.sessions),
    }
}

fn login(person: Person) -> String {
    format!("{}@example.com", person.mark())
}

async fn sign_in(cell: &Cell<'_>) -> Result<String> {
    let sign_in = SignIn::new(cell.world.context.clone());
    let password = SecretString::from(PASSWORD.to_owned());
    let signed = sign_in.sign_in(&Origin::default(), &login(cell.who.person()), &password).await?;
    text(&signed.viewer)
}

async fn sign_out(cell: &Cell<'_>) -> Result<String> {
    let session = cell.world.new_session(cell.who.person()).await;
    let caller = domain::access::Caller { session: Some(session), ..cell.caller.clone() };
    SignIn::new(cell.world.context.clone()).sign_out(&caller).await?;
    let left = cell.world.services.accounts.sessions(cell.caller).await?;
    assert!(left.iter().all(|row| row.id != session), "the session ended");
    Ok(String::new())
}
