//! Gateway servers, numbers and messages.

use domain::{Result, ids::MessageId, instance::InstanceListQuery, message::MessageListQuery, server::ServerStatus};

use super::{Cell, Object, all_pages, text};
use crate::matrix_tests::world::server_form;

pub async fn act(cell: &Cell<'_>) -> Result<String> {
    match cell.row.name.split_once('/').map_or(cell.row.name, |(area, _)| area) {
        "servers" => servers(cell).await,
        "instances" => instances(cell).await,
        _ => messages(cell).await,
    }
}

async fn servers(cell: &Cell<'_>) -> Result<String> {
    let (to, caller, world) = (&cell.world.services.servers, cell.caller, cell.world);
    let id = if cell.object == Object::Missing { world.context.new_id() } else { world.server };
    match cell.row.name {
        "servers/list_servers" => text(&to.list(caller).await?),
        "servers/create_server" => text(&to.create(caller, &server_form(&world.token())).await?),
        "servers/edit_server" => text(&to.edit(caller, id, &server_form(&world.token())).await?),
        "servers/set_server_status" => {
            to.set_status(caller, id, ServerStatus::Maintenance).await?;
            text(&to.set_status(caller, id, ServerStatus::Online).await?)
        }
        "servers/check_server" => text(&to.check(caller, id).await?),
        "servers/delete_server" if cell.object == Object::Missing => text(&to.delete(caller, id).await?),
        "servers/delete_server" => text(&to.delete(caller, world.new_server(&world.token()).await).await?),
        _ => cell.unknown(),
    }
}

async fn instances(cell: &Cell<'_>) -> Result<String> {
    let (to, caller, world) = (&cell.world.services.instances, cell.caller, cell.world);
    let id = cell.object.person().and_then(|person| world.instances.get(&person).copied()).unwrap_or_else(|| world.context.new_id());
    match cell.row.name {
        "instances/list_instances" => {
            let page = |cursor| async { to.list(caller, &InstanceListQuery { cursor, ..InstanceListQuery::default() }).await };
            Ok(all_pages!(page))
        }
        "instances/view_instance" => text(&to.view(caller, id).await?),
        "instances/create_instance" => {
            let made = to.create(caller, Some(cell.user()), "Another").await?;
            // A person may have only so many.
            to.delete(&world.olga().await, made).await?;
            text(&made)
        }
        "instances/connect_instance" => text(&to.connect(caller, id).await?),
        "instances/pair_by_phone" => {
            let scanning = "UPDATE instance SET state = 'scanning' WHERE id = ?";
            db::exec(world.context.db.write(), scanning, db::values![id]).await.expect("a code waits to be scanned");
            // Each phone and each slot gets only so many codes.
            db::exec(world.context.db.write(), "DELETE FROM sign_in_attempt WHERE login_key LIKE 'pair %'", vec![]).await.expect("forgets");
            text(&to.pair_by_phone(caller, id, "+34600111222").await?)
        }
        "instances/log_out_instance" => text(&to.log_out(caller, id).await?),
        "instances/confirm_account" | "instances/refuse_account" => {
            let asks = "UPDATE instance SET account = '+34600111222', other_account = '+34600333444' WHERE id = ?";
            db::exec(world.context.db.write(), asks, db::values![id]).await.expect("another account asks");
            let answer = match cell.row.name {
                "instances/confirm_account" => to.confirm_account(caller, id).await,
                _ => to.refuse_account(caller, id).await,
            };
            db::exec(world.context.db.write(), "UPDATE instance SET account = NULL, other_account = NULL WHERE id = ?", db::values![id])
                .await
                .expect("it asks no more");
            text(&answer?)
        }
        "instances/delete_instance" => match cell.object.person() {
            Some(person) => delete(cell, world.new_instance(person).await).await,
            None => text(&to.delete(caller, id).await?),
        },
        _ => cell.unknown(),
    }
}

/// Deletes a number; where the caller may not, the owner does, so that there is room for the next one.
async fn delete(cell: &Cell<'_>, id: domain::ids::InstanceId) -> Result<String> {
    let to = &cell.world.services.instances;
    let answer = to.delete(cell.caller, id).await;
    let gone = to.delete(&cell.world.olga().await, id).await;
    assert_eq!(answer.is_ok(), gone.is_err(), "what is deleted is gone, and what was refused is there");
    text(&answer?)
}

async fn messages(cell: &Cell<'_>) -> Result<String> {
    let (to, caller, world) = (&cell.world.services.messages, cell.caller, cell.world);
    match cell.row.name {
        "messages/list_messages" => {
            let page = |cursor| async { to.list(caller, &MessageListQuery { cursor, ..MessageListQuery::default() }).await };
            Ok(all_pages!(page))
        }
        "messages/view_message" => text(&to.view(caller, queued(cell).await).await?),
        "messages/messages_today" => text(&to.sent_today(caller).await?),
        "messages of a number" => {
            let id = cell.id(&world.instances);
            let page =
                |cursor| async { to.list(caller, &MessageListQuery { number: Some(id), cursor, ..MessageListQuery::default() }).await };
            Ok(all_pages!(page))
        }
        "messages/home_country" => text(&to.home_country(caller).await?),
        "messages/compose_messages" => text(&to.compose(caller, &world.compose_form(cell.object.person())).await?),
        "messages/cancel_message" => text(&to.cancel(caller, queued(cell).await).await?),
        "messages/cancel_rest" => text(&to.cancel_rest(caller, queued(cell).await).await?),
        "messages/retry_message" => {
            let id = queued(cell).await;
            if cell.object != Object::Missing {
                to.cancel(&world.olga().await, id).await?;
            }
            text(&to.retry(caller, id).await?)
        }
        _ => cell.unknown(),
    }
}

/// A message that waits.
async fn queued(cell: &Cell<'_>) -> MessageId {
    match cell.object.person() {
        Some(person) => cell.world.new_message(person).await,
        None => cell.world.context.new_id(),
    }
}
