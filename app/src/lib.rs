//! The application in three entries: `staff` and `customer`, each hydrated by a bundle of its own, and `door`, plain pages without
//! script for those who are not signed in. The site maps are [`staff`] and [`customer`]: every page on one screen.
//!
//! To add a page: a component in `admin` or `panel`, its route in the site map, its link in the shell's areas, its words in the
//! catalogues, its row in the end-to-end matrix.

pub mod account;
pub mod customer;
#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod door;
mod found;
mod frame;
pub mod staff;
#[cfg(feature = "hydrate")]
pub mod wake;

pub use customer::CustomerApp;
pub use staff::StaffApp;

/// Areas of the catalogues that the staff side needs in the browser.
pub const STAFF_TEXTS: &[&str] = &[
    "errors",
    "labels",
    "ui",
    "door",
    "shell",
    "account",
    "session",
    "users",
    "userpages",
    "organisations",
    "orgpages",
    "figures",
    "payments",
    "currencies",
    "paypages",
    "imports",
    "importpages",
    "audit",
    "auditpages",
    "whatsapp",
    "serverpages",
    "numbers",
    "messages",
    "overview",
];

/// Areas of the catalogues that the customer side needs in the browser.
pub const CUSTOMER_TEXTS: &[&str] =
    &["errors", "labels", "ui", "door", "shell", "account", "session", "paypages", "whatsapp", "numbers", "messages", "panel"];
