//! The groups of the list: counties, or the groups of those that missed the deadline with their counties.

use charter::council_line::CouncilLine;
use charter::filter::Hit;
use charter::response_group::ResponseGroup;
use charter::status::CouncilStatus;

use crate::tui::app::shared::Shared;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum GroupKey {
    County(String),
    /// A group of councils that missed the deadline.
    Missed(ResponseGroup),
    /// Councils that missed the deadline and have a reply waiting in the inbox: they are in no other group of the list.
    Waiting,
    /// The councils of one county inside such a group; `None` for those with a reply waiting.
    CountyOfMissed(Option<ResponseGroup>, String),
}

impl GroupKey {
    /// Whether its heading stands below another one.
    pub fn is_inner(&self) -> bool {
        matches!(self, Self::CountyOfMissed(..))
    }

    /// Whether the council is in the group, or in one inside it.
    pub fn holds(&self, line: &CouncilLine) -> bool {
        let CouncilStatus { missed, waiting, .. } = &line.status;
        let is_of = |group: Option<ResponseGroup>| match group {
            None => missed.is_some() && waiting.is_some(),
            Some(_) => *missed == group && waiting.is_none(),
        };
        match self {
            Self::County(name) => line.county.raw() == name,
            Self::Missed(group) => is_of(Some(*group)),
            Self::Waiting => is_of(None),
            Self::CountyOfMissed(group, name) => is_of(*group) && line.county.raw() == name,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub key: GroupKey,
    /// The number of councils, even while folded.
    pub shown: usize,
    pub folded: bool,
}

/// A heading and the councils directly below it.
pub struct Section {
    /// `None` for a list without headings.
    pub key: Option<GroupKey>,
    pub hits: Vec<Hit>,
    /// The number of councils, with those below its inner headings.
    pub shown: usize,
}

impl Section {
    fn new(key: GroupKey, hits: Vec<Hit>) -> Self {
        Self { shown: hits.len(), key: Some(key), hits }
    }
}

/// The search's hits in groups, in the order of the snapshot inside each.
pub fn group(shared: &Shared, flat: bool) -> Vec<Section> {
    let (lines, hits) = (shared.snapshot.lines(), shared.search.hits());
    if flat {
        return vec![Section { key: None, shown: hits.len(), hits: by_name(lines, hits) }];
    }
    if !shared.search.filter.is_missed() {
        return by_county(lines, hits).map(|(county, run)| Section::new(GroupKey::County(county), run)).collect();
    }
    let groups = std::iter::once(None).chain(ResponseGroup::MISSED.map(Some));
    groups.flat_map(|group| of_missed(lines, hits, group)).collect()
}

/// `None` for the councils with a reply waiting.
fn of_missed(lines: &[CouncilLine], hits: &[Hit], group: Option<ResponseGroup>) -> Vec<Section> {
    let key = group.map_or(GroupKey::Waiting, GroupKey::Missed);
    let hits: Vec<Hit> = hits.iter().filter(|hit| key.holds(&lines[hit.index as usize])).copied().collect();
    let counties: Vec<_> = by_county(lines, &hits).collect();
    match counties.len() {
        0 => Vec::new(),
        1 => vec![Section::new(key, hits)],
        _ => {
            let outer = Section { key: Some(key), shown: hits.len(), hits: Vec::new() };
            let inner =
                counties.into_iter().map(|(county, run)| Section::new(GroupKey::CountyOfMissed(group, county), run));
            std::iter::once(outer).chain(inner).collect()
        }
    }
}

/// The lines are sorted by county, so each county is one run of hits.
fn by_county<'a>(lines: &'a [CouncilLine], hits: &'a [Hit]) -> impl Iterator<Item = (String, Vec<Hit>)> + 'a {
    hits.chunk_by(|a, b| lines[a.index as usize].county == lines[b.index as usize].county)
        .map(|run| (lines[run[0].index as usize].county.raw().to_owned(), run.to_vec()))
}

/// Across the counties.
fn by_name(lines: &[CouncilLine], hits: &[Hit]) -> Vec<Hit> {
    let mut hits = hits.to_vec();
    hits.sort_by(|a, b| lines[a.index as usize].search_key.name().cmp(lines[b.index as usize].search_key.name()));
    hits
}

/// The group with the best match first; the counties inside a group likewise.
pub fn best_first(sections: &mut Vec<Section>) {
    let mut groups: Vec<Vec<Section>> = Vec::new();
    for section in std::mem::take(sections) {
        match groups.last_mut() {
            Some(group) if section.key.as_ref().is_some_and(GroupKey::is_inner) => group.push(section),
            _ => groups.push(vec![section]),
        }
    }
    let best = |section: &Section| section.hits.first().map(|hit| hit.rank);
    for group in &mut groups {
        group[1..].sort_by_key(best);
    }
    groups.sort_by_key(|group| group.iter().filter_map(best).min());
    *sections = groups.into_iter().flatten().collect();
}
