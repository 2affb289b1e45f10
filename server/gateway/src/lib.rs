//! The outside world: drivers for what runs on somebody else's machine, and a simulator beside them that speaks the same protocol.
//!
//! - [`waha`]: the driver for WAHA, a self-hosted WhatsApp gateway.
//! - [`simulator`]: a program of its own that answers as WAHA does, keeps what it accepted on disk, and shows a phone to scan with.
//! - [`mail`]: mail over SMTP.
//!
//! To add a driver: implement a port of the `domain` crate in a folder of its own, map the product's errors in one file, and hold the
//! driver against a simulator or a recorded vector in its tests.

pub mod mail;
pub mod simulator;
pub mod waha;
