//! Finds the time zone that a calendar file names.
//!
//! A place of the time zone database comes first (`Europe/London`), because some programs define it in the file by one
//! year's offset. For any other name the file's own definition comes first: Outlook numbers and customizes its names, and some
//! calendars call London's time GMT. Last come the names of Windows (Unicode CLDR) and of old programs.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono_tz::Tz;
use windows_timezones::WindowsTimezone;

use super::excerpt::excerpt;
use super::recurrence::Budget;
use super::zone::Zone;
use super::zone_rules::{ZoneBuilder, ZoneRules};
use crate::ReadError;

/// The zones of one calendar.
#[derive(Debug, Default)]
pub(super) struct Zones {
    /// By lower-case name.
    defined: HashMap<String, Arc<ZoneRules>>,
    /// Where a defined zone is (X-LIC-LOCATION), by its lower-case name.
    locations: HashMap<String, String>,
    /// The zone of times without one (X-WR-TIMEZONE), as written.
    default_name: Option<String>,
    /// Names that were looked up, as written.
    found: RefCell<HashMap<String, Option<Zone>>>,
}

impl Zones {
    pub(super) fn new(builders: &[ZoneBuilder], default_name: Option<String>, budget: &mut Budget) -> Self {
        // The definition of a place is never asked for.
        let others = builders
            .iter()
            .map(|builder| (fold_name(&builder.name), builder))
            .filter(|(name, _)| database_place(name).is_none());
        let define = |(name, builder): (String, &ZoneBuilder)| Some((name, Arc::new(builder.build(budget)?)));
        let defined = others.filter_map(define).collect();
        let location = |builder: &ZoneBuilder| (fold_name(&builder.name), fold_name(&builder.location));
        let locations = builders.iter().map(location).collect();
        Self { defined, locations, default_name, found: RefCell::default() }
    }

    /// # Errors
    /// The zone is not known; the reason names it.
    pub(super) fn find(&self, name: &str) -> Result<Zone, ReadError> {
        let known = self.found.borrow().get(name).cloned();
        let found = known.unwrap_or_else(|| {
            let found = self.look_up(&fold_name(name));
            self.found.borrow_mut().insert(name.to_owned(), found.clone());
            found
        });
        found.ok_or_else(|| {
            format!("its time zone “{}” is not known here, and its time in London would be a guess", excerpt(name))
                .into()
        })
    }

    fn look_up(&self, name: &str) -> Option<Zone> {
        database_place(name)
            .or_else(|| self.defined.get(name).cloned().map(Zone::Defined))
            .or_else(|| database_place(self.locations.get(name)?))
            .or_else(|| other_name(name))
    }

    /// The zone of times that name none: that of the calendar, else London.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub(super) fn default_zone(&self) -> Result<Zone, ReadError> {
        self.default_name.as_deref().map_or(Ok(Zone::LONDON), |name| self.find(name))
    }
}

fn fold_name(name: &str) -> String {
    name.trim().trim_matches('"').to_lowercase()
}

/// A place of the time zone database, maybe after a prefix: `/mozilla.org/20070129_1/Europe/London`.
fn database_place(folded: &str) -> Option<Zone> {
    let parts: Vec<&str> = folded.split('/').collect();
    let longest = parts.len().min(3);
    let mut endings = (2..=longest).rev().filter_map(|length| parts.get(parts.len() - length..));
    endings.find_map(|ending| database_zone(&ending.join("/")))
}

/// Without regard to case: files are careless with it.
fn database_zone(name: &str) -> Option<Zone> {
    chrono_tz::TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(name)).map(|zone| Zone::Named(*zone))
}

/// Names without a place in them.
fn other_name(folded: &str) -> Option<Zone> {
    let name = folded.strip_prefix("tzone://microsoft/").unwrap_or(folded);
    let name = without_number(name);
    // "(GMT) GMT Standard Time"
    let name =
        name.split_once(") ").map_or(name, |(_, rest)| if rest.ends_with("standard time") { rest } else { name });
    windows_name(name)
        .or_else(|| match name {
            // As POSIX writes it, and as people and old programs do.
            "gmt0bst" | "bst" | "british summer time" | "gmt daylight time" | "london" => Some(Zone::LONDON),
            "z" | "coordinated universal time" => Some(Zone::UTC),
            // Exchange and old versions of Outlook describe the zone: "(GMT) Greenwich Mean Time : Dublin, Edinburgh, London".
            name if name.contains("edinburgh") && name.contains("london") => Some(Zone::LONDON),
            _ => None,
        })
        .or_else(|| database_zone(name))
}

/// Exchange numbers a second definition of one zone: `GMT Standard Time 1`.
fn without_number(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((rest, number)) if number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            rest.trim_end()
        }
        _ => name,
    }
}

/// A name of Windows (`GMT Standard Time`), or the text that Windows shows for it (`(UTC+00:00) Dublin, Edinburgh, …`).
fn windows_name(name: &str) -> Option<Zone> {
    let known = chrono_tz::TZ_VARIANTS.iter().filter_map(|zone| WindowsTimezone::try_from(*zone).ok());
    let is_named = |zone: &WindowsTimezone| {
        zone.name().eq_ignore_ascii_case(name) || zone.description().eq_ignore_ascii_case(name)
    };
    known.into_iter().find(is_named).map(|zone| Zone::Named(Tz::from(zone)))
}

#[cfg(test)]
mod tests {
    use super::Zones;
    use crate::ics::recurrence::Budget;
    use crate::ics::unfold::{Line, Property};
    use crate::ics::zone_rules::ZoneBuilder;
    use rstest::rstest;

    /// UTC of noon on 1 July and on 1 January.
    fn noons(zones: &Zones, name: &str) -> String {
        zones.find(name).map_or("?".to_owned(), |zone| {
            let utc = |civil: &str| zone.utc(civil.parse().unwrap()).format("%H:%M").to_string();
            format!("{} {}", utc("2024-07-01T12:00:00"), utc("2024-01-01T12:00:00"))
        })
    }

    #[rstest]
    #[case("Europe/London", "11:00 12:00")]
    #[case("europe/london", "11:00 12:00")]
    #[case("Europe/Dublin", "11:00 12:00")]
    #[case("Europe/Berlin", "10:00 11:00")]
    #[case("America/Argentina/Buenos_Aires", "15:00 15:00")]
    #[case("/mozilla.org/20070129_1/Europe/London", "11:00 12:00")]
    #[case("/freeassociation.sourceforge.net/Tzfile/Europe/London", "11:00 12:00")]
    #[case("GB", "11:00 12:00")]
    #[case("GB-Eire", "11:00 12:00")]
    #[case("GMT Standard Time", "11:00 12:00")]
    #[case("gmt standard time 1", "11:00 12:00")]
    #[case("\"GMT Standard Time\"", "11:00 12:00")]
    #[case("W. Europe Standard Time", "10:00 11:00")]
    #[case("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "11:00 12:00")]
    #[case("(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London", "11:00 12:00")]
    #[case("(GMT+00:00) Dublin / Edinburgh / Lisbon / London", "11:00 12:00")]
    #[case("GMT0BST", "11:00 12:00")]
    #[case("BST", "11:00 12:00")]
    #[case("(GMT) GMT Standard Time", "11:00 12:00")]
    #[case("tzone://Microsoft/Utc", "12:00 12:00")]
    #[case("tzone://Microsoft/GMT Standard Time", "11:00 12:00")]
    #[case(" etc/utc ", "12:00 12:00")]
    #[case("GMT", "12:00 12:00")]
    #[case("Z", "12:00 12:00")]
    #[case("EST5EDT", "16:00 17:00")]
    #[case("Customized Time Zone", "?")]
    #[case("tzone://Microsoft/Custom", "?")]
    #[case("Mars/Olympus", "?")]
    #[case("1", "?")]
    #[case("", "?")]
    fn names_of_zones(#[case] name: &str, #[case] expected: &str) {
        assert_eq!(noons(&Zones::default(), name), expected);
    }

    fn defined(name: &str, offset: &str) -> ZoneBuilder {
        let mut builder = ZoneBuilder::default();
        let add = |builder: &mut ZoneBuilder, text: &str| {
            builder.add(Property::parse(&Line { number: 1, text: text.to_owned() }).unwrap());
        };
        add(&mut builder, &format!("TZID:{name}"));
        builder.begin_observance();
        for text in ["DTSTART:19700101T000000", &format!("TZOFFSETFROM:{offset}"), &format!("TZOFFSETTO:{offset}")] {
            add(&mut builder, text);
        }
        builder
    }

    #[test]
    fn a_definition_in_the_file_outranks_all_but_a_place() {
        let names = ["Customized Time Zone 2", "GMT", "GMT Standard Time", "Europe/London"];
        let builders = names.map(|name| defined(name, "+0200"));
        let zones = Zones::new(&builders, None, &mut Budget::default());
        for name in ["customized time zone 2", "GMT", "GMT Standard Time"] {
            assert_eq!(noons(&zones, name), "10:00 10:00", "{name}");
        }
        assert_eq!(noons(&zones, "Europe/London"), "11:00 12:00");
        assert_eq!(noons(&zones, "Customized Time Zone"), "?");
    }
}
