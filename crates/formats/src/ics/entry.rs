//! All that a calendar says about one UID: the newest version of the event or series, and of each change to a date of it.

use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::event::{Event, ParsedCalendar, Replaced};
use super::event_time::EventTime;
use super::recurrence::{Budget, find};
use crate::ReadError;
use charter::calendar::add_days;

#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// At least one. Several are meetings that a program gave one UID: they are of one revision and start at different times.
    /// Empty if the file has only changes to single dates.
    masters: Vec<Event>,
    /// Changes to the series, ordered by what they replace.
    overrides: Vec<Event>,
    /// Older versions of these.
    pub outdated: Vec<Event>,
    /// How often the file repeats one of these.
    pub repeated: usize,
}

/// One start of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence<'a> {
    /// Where its length, words and revision come from.
    pub event: &'a Event,
    /// Identifies it in every version of the calendar: the UID, with the day in London for a date of a series
    /// (`uid#20241008`), and with the time for a second one on that day (`uid#20241008T1930`).
    pub id: String,
    /// Civil day in London.
    pub on: NaiveDate,
    /// Civil time in London; `None` for all day.
    pub at: Option<NaiveTime>,
    /// The day in London on which the series would have it, if that is another.
    pub instead_of: Option<NaiveDate>,
    pub cancelled: bool,
}

/// Groups the events of a file by UID, in the order of the file.
pub fn entries(calendar: ParsedCalendar) -> Vec<Entry> {
    let mut indexes: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Vec<Event>> = Vec::new();
    for event in calendar.events {
        let index = *indexes.entry(event.uid.clone()).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => group.push(event),
            None => groups.push(vec![event]),
        }
    }
    groups.into_iter().map(Entry::new).collect()
}

impl Entry {
    fn new(events: Vec<Event>) -> Self {
        let mut entry = Self { masters: Vec::new(), overrides: Vec::new(), outdated: Vec::new(), repeated: 0 };
        let (overrides, masters): (Vec<Event>, Vec<Event>) =
            events.into_iter().partition(|event| event.replaces.is_some());
        let newest = masters.iter().map(version).max();
        for master in masters {
            if Some(version(&master)) != newest {
                entry.outdated.push(master);
            } else if entry.masters.iter().any(|known| known.start.utc() == master.start.utc()) {
                entry.repeated += 1;
            } else {
                entry.masters.push(master);
            }
        }
        let mut by_start: BTreeMap<(NaiveDateTime, bool), Event> = BTreeMap::new();
        for event in overrides {
            let Some(Replaced { start, and_following }) = &event.replaces else { continue };
            let key = (start.utc(), !and_following);
            match by_start.get(&key) {
                Some(known) if version(known) > version(&event) => entry.outdated.push(event),
                Some(known) if version(known) == version(&event) => entry.repeated += 1,
                _ => entry.outdated.extend(by_start.insert(key, event)),
            }
        }
        entry.overrides = by_start.into_values().collect();
        entry
    }

    /// The events that count: the newest version of each.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.masters.iter().chain(&self.overrides)
    }

    /// The event or series itself; `None` if the file only has changes to single dates.
    pub fn master(&self) -> Option<&Event> {
        self.masters.first()
    }

    /// Whether the whole is cancelled, also if the file does not say any more on which days it was.
    pub fn is_cancelled(&self) -> bool {
        !self.masters.is_empty() && self.masters.iter().all(|master| master.cancelled)
    }

    /// A single event whenever it is; of a series the starts between two days in London, and each date that was changed.
    /// In the order of time.
    ///
    /// # Errors
    /// The event whose rule is at fault, and the reason.
    pub fn occurrences(
        &self,
        [from, until]: [NaiveDate; 2],
        budget: &mut Budget,
    ) -> Result<Vec<Occurrence<'_>>, (&Event, ReadError)> {
        let mut found = Vec::new();
        match self.masters.as_slice() {
            [single] if !single.is_series() && self.overrides.is_empty() => {
                found.push(Occurrence::single(single, single.uid.clone()));
            }
            [series] => self.push_series(series, [from, until], budget, &mut found).map_err(|why| (series, why))?,
            several => {
                for master in several {
                    let starts = starts(master, until, budget).map_err(|why| (master, why))?;
                    let starts = starts.into_values().filter(|start| !master.is_series() || start.on() >= from);
                    found.extend(starts.map(|start| Occurrence::unchanged(master, &start)));
                }
                found.extend(self.overrides.iter().filter_map(Occurrence::changed));
            }
        }
        found.sort_by_key(|occurrence| (occurrence.on, occurrence.at));
        make_ids_unique(&mut found);
        Ok(found)
    }

    fn push_series<'a>(
        &'a self,
        series: &'a Event,
        [from, until]: [NaiveDate; 2],
        budget: &mut Budget,
        found: &mut Vec<Occurrence<'a>>,
    ) -> Result<(), ReadError> {
        // Starts after the period may have been moved into it.
        let moved_back = self.overrides.iter().filter_map(|event| {
            let replaced = event.replaces.as_ref().filter(|replaced| replaced.and_following)?;
            Some((replaced.start.on() - event.on()).num_days())
        });
        let mut starts = starts(series, add_days(until, moved_back.max().unwrap_or(0).max(0)), budget)?;
        for event in &self.overrides {
            let Some(Replaced { start, .. }) = &event.replaces else { continue };
            if let Some(replaced) = find(&starts, start) {
                starts.remove(&replaced);
            }
            found.extend(Occurrence::changed(event));
        }
        for (utc, start) in starts {
            let change = self.overrides.iter().rfind(|event| is_change_from(event, utc));
            let occurrence = match change {
                Some(change) => Occurrence::shifted(change, &start),
                None => Occurrence::unchanged(series, &start),
            };
            if [start.on(), occurrence.on].iter().any(|day| (from..=until).contains(day)) {
                found.push(occurrence);
            }
        }
        for occurrence in found {
            occurrence.cancelled |= series.cancelled;
        }
        Ok(())
    }
}

/// Orders versions of one event. A cancellation outranks what it cancels even if the program gave it no number.
fn version(event: &Event) -> (super::Revision, bool) {
    (event.revision, event.cancelled)
}

fn is_change_from(event: &Event, utc: NaiveDateTime) -> bool {
    event.replaces.as_ref().is_some_and(|replaced| replaced.and_following && replaced.start.utc() <= utc)
}

/// The starts up to a day in London, by their UTC.
fn starts(
    event: &Event,
    until: NaiveDate,
    budget: &mut Budget,
) -> Result<BTreeMap<NaiveDateTime, EventTime>, ReadError> {
    let starts = match &event.recurrence {
        Some(recurrence) => recurrence.starts(&event.start, until, budget)?,
        None => vec![event.start.clone()],
    };
    Ok(starts.into_iter().map(|start| (start.utc(), start)).collect())
}

/// The second of a day is told apart by its time.
fn make_ids_unique(found: &mut [Occurrence<'_>]) {
    let mut seen = std::collections::HashSet::new();
    for occurrence in found {
        if !seen.insert(occurrence.id.clone())
            && let Some(at) = occurrence.at
        {
            occurrence.id.push_str(&at.format("T%H%M").to_string());
        }
    }
}

impl<'a> Occurrence<'a> {
    fn single(event: &'a Event, id: String) -> Self {
        let (on, at) = (event.on(), event.at());
        Self { event, id, on, at, instead_of: None, cancelled: event.cancelled }
    }

    /// A date of a series as the series has it.
    fn unchanged(series: &'a Event, start: &EventTime) -> Self {
        Self { on: start.on(), at: start.at(), ..Self::single(series, series_id(&series.uid, start.on())) }
    }

    /// A date of a series that `event` changes.
    fn changed(event: &'a Event) -> Option<Self> {
        let day = event.replaced_day()?;
        let instead_of = (day != event.on()).then_some(day);
        Some(Self { instead_of, ..Self::single(event, series_id(&event.uid, day)) })
    }

    /// A later date of a series from which on `change` moved all.
    fn shifted(change: &'a Event, start: &EventTime) -> Self {
        let moved = change.replaces.as_ref().and_then(|replaced| move_by(start, &replaced.start, &change.start));
        let moved = moved.as_ref().unwrap_or(start);
        let instead_of = (moved.on() != start.on()).then_some(start.on());
        let id = series_id(&change.uid, start.on());
        Self { on: moved.on(), at: moved.at(), instead_of, ..Self::single(change, id) }
    }
}

/// `start`, moved as far as `from` was moved to `to`: by civil time, so that no change of the clocks counts.
fn move_by(start: &EventTime, from: &EventTime, to: &EventTime) -> Option<EventTime> {
    let EventTime::At { zone, .. } = to else {
        let days = TimeDelta::days((to.on() - from.on()).num_days());
        return start.on().checked_add_signed(days).map(EventTime::Day);
    };
    let civil = |time: &EventTime| match time {
        EventTime::Day(day) => day.and_time(NaiveTime::MIN),
        EventTime::At { utc, .. } => zone.civil(*utc),
    };
    let moved = civil(start).checked_add_signed(civil(to) - civil(from))?;
    Some(EventTime::in_zone(moved, zone))
}

fn series_id(uid: &str, day: NaiveDate) -> String {
    format!("{uid}#{}", day.format("%Y%m%d"))
}
