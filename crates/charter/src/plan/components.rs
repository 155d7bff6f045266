//! Splits the input into independent components and searches each.

use std::collections::BTreeMap;

use super::visits::Visit;
use crate::plan::branch_and_bound::{SearchResult, branch_and_bound};

/// As [`branch_and_bound`], for each component. `limit` is the total number of steps.
pub(super) fn best_by_component(visits: &[Visit], room: &[usize], seed: &[usize], limit: u64) -> SearchResult {
    let parts = components(visits);
    let share = limit / u64::try_from(parts.len().max(1)).unwrap_or(1);
    let mut found = SearchResult { chosen: Vec::new(), exact: true };
    for part in parts {
        let own: Vec<Visit> = part.iter().map(|&index| visits[index]).collect();
        let own_seed: Vec<usize> = (0..part.len()).filter(|&number| seed.contains(&part[number])).collect();
        let in_part = branch_and_bound(&own, room, &own_seed, share);
        found.exact &= in_part.exact;
        found.chosen.extend(in_part.chosen.into_iter().map(|number| part[number]));
    }
    found.chosen.sort_unstable();
    found
}

/// Indices of visits by component. Two visits share a component if they are of one council, or of one crew and linked
/// by a chain of overlapping visits.
fn components(visits: &[Visit]) -> Vec<Vec<usize>> {
    let cases = visits.iter().map(|visit| visit.case + 1).max().unwrap_or(0);
    let mut leads: Vec<usize> = (0..cases).collect();
    let mut in_order: Vec<&Visit> = visits.iter().collect();
    in_order.sort_by_key(|visit| (visit.crew, visit.span));
    let mut chain: Option<(&Visit, _)> = None;
    for visit in in_order {
        chain = match chain {
            Some((first, end)) if first.crew == visit.crew && visit.span.from < end => {
                let (one, other) = (find_root(&leads, first.case), find_root(&leads, visit.case));
                leads[one.max(other)] = one.min(other);
                Some((first, end.max(visit.span.until)))
            }
            _ => Some((visit, visit.span.until)),
        };
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, visit) in visits.iter().enumerate() {
        parts.entry(find_root(&leads, visit.case)).or_default().push(index);
    }
    parts.into_values().collect()
}

fn find_root(leads: &[usize], mut case: usize) -> usize {
    while leads[case] != case {
        case = leads[case];
    }
    case
}
