//! Duty as it is typed.
