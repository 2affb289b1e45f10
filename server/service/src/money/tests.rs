//! Stories of this area.
