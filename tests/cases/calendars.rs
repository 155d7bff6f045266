//! Series, changes of a series, time zones, duty rosters.
