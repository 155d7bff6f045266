//! The invented replies of the demonstration.
