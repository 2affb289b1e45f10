//! The real binary, killed with SIGKILL at random moments and started again: nothing acknowledged is lost, nothing takes effect twice,
//! and the next start needs nobody's help. `SWITCHYARD_KILLS` says how often each test kills (a few by default; `.ci/soak/kills.sh` asks
//! for a hundred). Only the moment of a kill is left to chance; everything else waits for what it needs.
//!
//! `program` starts, kills and asks the binary; `files` makes import files with their own sums; `browser` is a customer's browser without
//! a page; `imports` and `messages` are the two stories. To add a story: its file here, its line in [`on_each_database`]. `disks` fills up
//! the disk instead, where a run has one to fill.

mod browser;
mod disks;
mod files;
mod imports;
mod messages;
mod program;
mod tally;

use program::Installation;

/// Makes two tests of each story, one per database.
macro_rules! on_each_database {
    ($($name:ident: $story:path),* $(,)?) => {$(
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() { $story(Installation::over(db::testing::sqlite().await)).await; }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() { $story(Installation::over(db::testing::postgres().await)).await; }
        }
    )*};
}

on_each_database! {
    users_survive_kills_of_their_import: imports::users,
    payments_survive_kills_of_their_import: imports::payments,
    messages_survive_kills_of_server_and_gateway: messages::conversations,
}
