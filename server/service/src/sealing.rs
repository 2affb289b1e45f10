//! sealing
pub struct KeyRing;
