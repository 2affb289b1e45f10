//! The real driver against the simulator, over loopback. Nothing sleeps: a test waits for the webhook that tells what it waits for.
//! [`rig`] holds the simulator, the receiver of webhooks and the phone; one file per theme.

mod faults;
mod pairing;
mod phone;
mod rig;
mod sending;
