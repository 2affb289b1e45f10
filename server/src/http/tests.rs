//! The router as browsers, gateways and strangers meet it: every test sends requests through the whole of it, over a new database.
//!
//! To add a server function: its arguments in [`arguments`]; a route: the test of its kind.

mod arguments;
mod bodies;
mod cross_site;
mod door;
mod downloads;
mod events;
mod functions;
mod headers;
mod hooks;
mod hostile;
mod junk;
mod languages;
mod limits;
mod metrics;
mod pages;
mod requests;
mod sessions;
mod site;
mod titles;
