//! All that a calendar says about one UID: the newest version of the event or series, and of each change to a date of it.

use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::event::{Event, ParsedCalendar, Replaced};
use super::event_time::EventTime;
use super::recurrence::{Budget, Starts};
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
    /// Where its length and words come from.
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
    /// Whether it changes a date of an older version of the series, which the series does not have any more.
    pub is_stale: bool,
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
        let (overrides, masters): (Vec<Event>, Vec<Event>) =
            events.into_iter().partition(|event| event.replaces.is_some());
        let mut entry = Self { masters: Vec::new(), overrides: Vec::new(), outdated: Vec::new(), repeated: 0 };
        let newest = masters.iter().map(|master| master.revision).max();
        let (current, older) = masters.into_iter().partition(|master| Some(master.revision) == newest);
        entry.outdated = older;
        entry.masters = entry.newest_of_each(current, |master| (master.start.utc(), false));
        // The change of all that follow stands before that of its first date.
        entry.overrides = entry.newest_of_each(overrides, |event| {
            let replaced = event.replaces.as_ref();
            replaced.map_or_else(Default::default, |replaced| (replaced.start.utc(), !replaced.and_following))
        });
        entry
    }

    /// The newest event of each key, in the order of the keys. A cancellation outranks what it cancels even if the program gave
    /// it no number.
    fn newest_of_each(&mut self, events: Vec<Event>, key: impl Fn(&Event) -> (NaiveDateTime, bool)) -> Vec<Event> {
        let version = |event: &Event| (event.revision, event.cancelled);
        let mut newest: BTreeMap<(NaiveDateTime, bool), Event> = BTreeMap::new();
        for event in events {
            let key = key(&event);
            match newest.get(&key) {
                Some(known) if version(known) > version(&event) => self.outdated.push(event),
                Some(known) if version(known) == version(&event) => self.repeated += 1,
                _ => self.outdated.extend(newest.insert(key, event)),
            }
        }
        newest.into_values().collect()
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
    /// `known_days` are days on which the series would have its meetings, as far as they are on record: a file that changes all
    /// dates from one on need not have the series itself.
    ///
    /// # Errors
    /// The event whose rule is at fault, and the reason.
    pub fn occurrences(
        &self,
        period: [NaiveDate; 2],
        known_days: &[NaiveDate],
        budget: &mut Budget,
    ) -> Result<Vec<Occurrence<'_>>, (&Event, ReadError)> {
        let mut found = match self.masters.as_slice() {
            [single] if single.recurrence.is_none() && self.overrides.is_empty() => {
                vec![Occurrence::single(single, single.uid.clone())]
            }
            [series] => self.of_series(series, period, budget).map_err(|why| (series, why))?,
            [] => {
                let start = |event: &Event| event.replaces.as_ref().map(|replaced| replaced.start.clone());
                let first = self.overrides.iter().find_map(start);
                let starts = known_days.iter().filter_map(|day| Some(first.as_ref()?.on_day(*day)));
                self.with_changes(Starts::from_iter(starts), None)
            }
            several => self.of_several(several, period, budget)?,
        };
        found.sort_by_key(|occurrence| (occurrence.on, occurrence.at));
        make_ids_unique(&mut found);
        Ok(found)
    }

    fn of_several<'a>(
        &'a self,
        masters: &'a [Event],
        [from, until]: [NaiveDate; 2],
        budget: &mut Budget,
    ) -> Result<Vec<Occurrence<'a>>, (&'a Event, ReadError)> {
        let mut found: Vec<Occurrence<'_>> = self.overrides.iter().filter_map(Occurrence::changed).collect();
        for master in masters {
            let starts = starts(master, until, budget).map_err(|why| (master, why))?;
            let starts = starts.by_utc.values().filter(|start| !master.is_series() || start.on() >= from);
            found.extend(starts.map(|start| Occurrence::unchanged(master, start)));
        }
        Ok(found)
    }

    fn of_series<'a>(
        &'a self,
        series: &'a Event,
        [from, until]: [NaiveDate; 2],
        budget: &mut Budget,
    ) -> Result<Vec<Occurrence<'a>>, ReadError> {
        // Starts after the period may have been moved into it.
        let moved_back = self.overrides.iter().filter_map(|event| {
            let replaced = event.replaces.as_ref().filter(|replaced| replaced.and_following)?;
            Some((replaced.start.on() - event.on()).num_days())
        });
        let starts = starts(series, add_days(until, moved_back.max().unwrap_or(0).max(0)), budget)?;
        let mut found = self.with_changes(starts, Some(series));
        found.retain(|occurrence| {
            let days = [occurrence.on, occurrence.instead_of.unwrap_or(occurrence.on)];
            let is_changed_alone = occurrence.event.replaces.as_ref().is_some_and(|replaced| !replaced.and_following);
            is_changed_alone || days.iter().any(|day| (from..=until).contains(day))
        });
        Ok(found)
    }

    /// The starts as the changes leave them, and dates that the changes add. Without a series only changed ones.
    fn with_changes<'a>(&'a self, mut starts: Starts, series: Option<&'a Event>) -> Vec<Occurrence<'a>> {
        let mut found = Vec::new();
        let is_following = |event: &&Event| event.replaces.as_ref().is_some_and(|replaced| replaced.and_following);
        for event in self.overrides.iter().filter(|event| !is_following(event)) {
            let Some(Replaced { start, .. }) = &event.replaces else { continue };
            let replaced = starts.find(start).and_then(|key| starts.remove(key));
            let is_older = series.is_some_and(|series| series.revision.sequence > event.revision.sequence);
            let is_stale = replaced.is_none() && is_older;
            found.extend(Occurrence::changed(event).map(|occurrence| Occurrence { is_stale, ..occurrence }));
        }
        // Each change of all that follow, with the start from which on it counts.
        let mut following: Vec<(&Event, EventTime)> = Vec::new();
        for event in self.overrides.iter().filter(is_following) {
            let Some(Replaced { start, .. }) = &event.replaces else { continue };
            let replaced = starts.find(start).and_then(|key| starts.by_utc.get(&key));
            following.push((event, replaced.unwrap_or(start).clone()));
            let is_changed_alone = |known: &Occurrence<'_>| known.event.replaced_day() == event.replaced_day();
            if replaced.is_none() && !found.iter().any(is_changed_alone) {
                found.extend(Occurrence::changed(event));
            }
        }
        for (utc, start) in &starts.by_utc {
            let change = following.iter().rfind(|(_, from)| from.utc() <= *utc);
            found.extend(match (change, series) {
                (Some((change, from)), _) => Some(Occurrence::shifted(change, from, start)),
                (None, series) => series.map(|series| Occurrence::unchanged(series, start)),
            });
        }
        for occurrence in &mut found {
            occurrence.cancelled |= series.is_some_and(|series| series.cancelled);
        }
        found
    }
}

/// The starts up to a day in London.
fn starts(event: &Event, until: NaiveDate, budget: &mut Budget) -> Result<Starts, ReadError> {
    match &event.recurrence {
        Some(recurrence) => recurrence.starts(&event.start, until, budget),
        None => Ok(Starts::from_iter([event.start.clone()])),
    }
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
        let (on, at, cancelled) = (event.on(), event.at(), event.cancelled);
        Self { event, id, on, at, instead_of: None, cancelled, is_stale: false }
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

    /// A date of a series from whose date `from` on `change` moved all.
    fn shifted(change: &'a Event, from: &EventTime, start: &EventTime) -> Self {
        let moved = move_by(start, from, &change.start);
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
