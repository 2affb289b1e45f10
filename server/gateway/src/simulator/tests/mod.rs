//! The real driver against the simulator, over loopback. Nothing sleeps: a test waits for the webhook that tells what it waits for.
//! [`rig`] holds the simulator, the receiver of webhooks and the phone; one file per theme. [`document`] holds every call against what
//! WAHA's own document says of it.

mod chats;
mod document;
mod engines;
mod faults;
mod pairing;
mod phone;
mod refusals;
mod rig;
mod sending;
mod webhooks;
