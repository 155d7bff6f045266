//! Every way to attend each meeting, and which of them one crew can do together.

use chrono::NaiveDate;

use super::duty::{Crew, TimeSpan};
use super::types::{ASSUMED_START, CandidateMeeting, Rules, Way};
use crate::plan::cases::Case;
use crate::plan::score::Score;

/// One meeting, attended in one way by an officer of one crew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Visit {
    /// Index of the council among the cases.
    pub(super) case: usize,
    /// Index of the meeting among its candidates.
    pub(super) candidate: usize,
    pub(super) way: Way,
    /// With travel.
    pub(super) span: TimeSpan,
    /// Index of the crew.
    pub(super) crew: usize,
    /// The score above leaving the council unattended.
    pub(super) gain: Score,
}

pub(super) fn visit_span(candidate: &CandidateMeeting, way: Way, rules: &Rules) -> TimeSpan {
    let meeting =
        TimeSpan::from_start(candidate.on.and_time(candidate.at.unwrap_or(ASSUMED_START)), rules.meeting_minutes);
    if way == Way::InPerson { meeting.padded(rules.travel_minutes) } else { meeting }
}

/// Every visit that the duty allows by itself.
pub(super) fn enumerate_visits(cases: &[Case], crews: &[Crew], as_at: NaiveDate, rules: &Rules) -> Vec<Visit> {
    let mut visits = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        for (index, candidate) in case.candidates.iter().enumerate() {
            for &way in case.allowed_ways(candidate.on) {
                let span = visit_span(candidate, way, rules);
                let gain = case.score_attended(candidate.on, way, as_at) - case.score_unattended();
                let able = crews.iter().enumerate().filter(|(_, crew)| crew.span.covers(span));
                visits.extend(able.map(|(crew, _)| Visit { case: number, candidate: index, way, span, crew, gain }));
            }
        }
    }
    visits.retain(|visit| visit.gain > Score::ZERO);
    visits
}

/// Whether a crew of `room` officers can do `new` beside `others`. Spans that never overlap more than `room` times at
/// once can always be assigned to that many officers.
pub(super) fn fits<'a>(new: &Visit, others: impl Iterator<Item = &'a Visit>, room: usize) -> bool {
    let beside: Vec<TimeSpan> = others
        .filter(|other| other.crew == new.crew && other.span.overlaps(new.span))
        .map(|other| other.span)
        .collect();
    let at_once = |at| beside.iter().filter(|span| span.from <= at && at < span.until).count();
    let starts = beside.iter().map(|span| span.from.max(new.span.from)).chain([new.span.from]);
    beside.len() < room || starts.map(at_once).max().unwrap_or(0) < room
}

/// Indices of overlapping visits of one crew that exceed its officers, if any. `chosen` may be in any order; `room`
/// is by crew.
pub(super) fn find_overload(visits: &[Visit], chosen: &[usize], room: &[usize]) -> Option<Vec<usize>> {
    let mut in_order = chosen.to_vec();
    in_order.sort_by_key(|&index| (visits[index].crew, visits[index].span.from, index));
    let mut active: Vec<usize> = Vec::new();
    for index in in_order {
        let new = &visits[index];
        active.retain(|&other| visits[other].crew == new.crew && visits[other].span.until > new.span.from);
        active.push(index);
        if active.len() > room[new.crew] {
            return Some(active);
        }
    }
    None
}

/// The officer for each visit, as an index in the crew: the first one who is free.
pub(super) fn assign_officers(visits: &[Visit], chosen: &[usize]) -> Vec<(usize, usize)> {
    let mut in_order = chosen.to_vec();
    in_order.sort_by_key(|&index| (visits[index].crew, visits[index].span.from, index));
    let mut dealt: Vec<(usize, usize)> = Vec::new();
    for index in in_order {
        let new = &visits[index];
        let busy: Vec<usize> = dealt
            .iter()
            .filter(|(other, _)| visits[*other].crew == new.crew && visits[*other].span.overlaps(new.span))
            .map(|(_, officer)| *officer)
            .collect();
        let free = (0..).find(|officer| !busy.contains(officer)).unwrap_or_default();
        dealt.push((index, free));
    }
    dealt
}
