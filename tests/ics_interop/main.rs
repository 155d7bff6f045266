//! Calendars beside another author's software: Python's `icalendar`, and `recurring_ical_events` for the days of a series.
//!
//! | file | what it does |
//! | --- | --- |
//! | `written` | the other software reads what we write |
//! | `series` | we find the days that it finds, in ten thousand random series |
//!
//! Without these packages the tests print that and pass. With `CHARTERDESK_ICALENDAR_PYTHON` set to a Python that has
//! them, as `.ci/run` does, nothing is skipped.
#![allow(clippy::disallowed_methods, reason = "tests read their own settings and measure time")]

mod python;
mod series;
mod written;
