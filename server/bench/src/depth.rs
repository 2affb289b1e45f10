//! A page far down the list of users beside the first, over HTTP: the cursor leads there by index, so it should cost the same.

use db::FromQueryResult;
use domain::page::Cursor;

use crate::{
    Outcome, pairs,
    product::Server,
    report::{Bar, Report},
    setup::{Setup, Store},
    wire::Load,
};

/// One at a time: what a person waits.
const CONNECTIONS: usize = 1;

#[derive(FromQueryResult)]
struct Place {
    id: domain::ids::UserId,
    registered_at: i64,
}

/// The address of the page behind this many rows.
async fn page_at(setup: &Setup, rows: u64) -> Outcome<String> {
    let context = setup.context(Store::Sample).await?;
    let text =
        format!("SELECT id, registered_at FROM users ORDER BY registered_at DESC, id DESC OFFSET {} LIMIT 1", rows.saturating_sub(1));
    let place: Place = db::one(context.db.read(), &text, vec![]).await?.ok_or("the list is shorter than that")?;
    let cursor = Cursor { key: place.registered_at.to_string(), id: place.id.0.to_string(), backwards: false };
    Ok(format!("/admin/users?cursor={}", cursor.encode()))
}

/// See the module's words.
pub async fn run(setup: &Setup) -> Outcome<bool> {
    let rows = setup.users / 10 * 9;
    let deep = page_at(setup, rows).await?;
    let server = Server::product(setup).await?;
    let owner = server.owner().await?;
    let near = Load::new(server.address, "/admin/users", &owner, CONNECTIONS).await?;
    let far = Load::new(server.address, &deep, &owner, CONNECTIONS).await?;
    let mut loads = (near, far);
    let window = setup.window;
    // Rates are turned round: the first page's rate ÷ the far one's is the far one's time ÷ the first one's.
    let ratio = pairs::measure(
        setup.rounds,
        &mut loads,
        |loads| Box::pin(async move { loads.0.rate(window).await }),
        |loads| Box::pin(async move { loads.1.rate(window).await }),
    )
    .await?;
    let null = pairs::measure(
        setup.rounds,
        &mut loads,
        |loads| Box::pin(async move { loads.0.rate(window).await }),
        |loads| Box::pin(async move { loads.0.rate(window).await }),
    )
    .await?;
    let mut report = Report::new("depth");
    report.ratio(&format!("time of the page at row {rows} ÷ the first page"), ratio, Bar::AtMost(1.2));
    report.ratio("null test: the first page ÷ itself", null, Bar::None);
    report.end(setup)
}
