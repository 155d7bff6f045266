//! Reports that a mail was not delivered.
