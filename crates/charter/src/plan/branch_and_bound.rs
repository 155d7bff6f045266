//! The best choice of visits by branch and bound.
//!
//! *The bound.* The visits of a crew are grouped so that all visits of a group share one moment; a group has room for
//! as many visits as the crew has officers. Without the overlaps between groups, the rest is an assignment of
//! councils to groups with an exact and fast solution ([`best_assignment`]). It is never worth less than the best
//! plan, and usually it is a plan: council meetings are in the evening, and an evening is one group.
//!
//! *The branches.* If it is no plan, some officer has overlapping visits, of which at least one must go. Either it is
//! the first, or the first stays and it is the second, and so on: each plan is in exactly one branch.

use super::visits::{Visit, find_overload, fits};
use crate::plan::assignment::{Edge, best_assignment};
use crate::plan::score::Score;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SearchResult {
    /// Indices of visits, ascending.
    pub(super) chosen: Vec<usize>,
    /// Whether the choice is proven to be the best.
    pub(super) exact: bool,
}

struct Node {
    gone: Vec<bool>,
    must: Vec<usize>,
    /// The number inherited from the parent node.
    inherited: usize,
}

struct Search<'a> {
    visits: &'a [Visit],
    /// Officers of each crew.
    room: &'a [usize],
    cases: usize,
    /// Indices of visits by crew and end.
    in_order: Vec<usize>,
    best: Vec<usize>,
    best_worth: Score,
    effort: u64,
}

/// The visits with the greatest total gain: at most one for a case, and no more at once than a crew has officers.
/// Starts from `seed`, and stops after about `limit` steps with the best so far.
pub(super) fn branch_and_bound(visits: &[Visit], room: &[usize], seed: &[usize], limit: u64) -> SearchResult {
    let cases = visits.iter().map(|visit| visit.case + 1).max().unwrap_or(0);
    let mut in_order: Vec<usize> = (0..visits.len()).collect();
    in_order.sort_by_key(|&place| (visits[place].crew, visits[place].span.until, place));
    let best_worth = seed.iter().map(|&place| visits[place].gain).sum();
    let mut search = Search { visits, room, cases, in_order, best: seed.to_vec(), best_worth, effort: 0 };
    let mut open = vec![Node { gone: vec![false; visits.len()], must: Vec::new(), inherited: 0 }];
    let mut exact = true;
    while let Some(node) = open.pop() {
        if search.effort > limit {
            exact = false;
            break;
        }
        search.expand(node, &mut open);
    }
    search.best.sort_unstable();
    SearchResult { chosen: search.best, exact }
}

impl Search<'_> {
    fn expand(&mut self, mut node: Node, open: &mut Vec<Node>) {
        self.spend_steps(self.visits.len());
        if !self.prune_infeasible(&mut node) {
            return;
        }
        let chosen = self.relaxed_assignment(&node);
        let bound: Score = self.worth(&chosen);
        let held = node.must.iter().all(|place| chosen.contains(place));
        if !held || bound <= self.best_worth {
            return;
        }
        let Some(mut clash) = find_overload(self.visits, &chosen, self.room) else {
            self.update_best(chosen, bound);
            return;
        };
        let repaired = self.repair(&node, &chosen);
        self.spend_steps(self.visits.len() * repaired.len() / 16);
        let worth = self.worth(&repaired);
        if worth > self.best_worth {
            self.update_best(repaired, worth);
        }
        clash.retain(|place| !node.must.contains(place));
        clash.sort_by_key(|&place| (self.visits[place].gain, place));
        let branch = |(number, &place): (usize, &usize)| {
            let mut gone = node.gone.clone();
            gone[place] = true;
            let must = [node.must.as_slice(), &clash[..number]].concat();
            Node { gone, must, inherited: node.must.len() }
        };
        // The stack pops the last branch first.
        open.extend(clash.iter().enumerate().rev().map(branch));
    }

    fn spend_steps(&mut self, steps: usize) {
        self.effort = self.effort.saturating_add(u64::try_from(steps).unwrap_or(u64::MAX));
    }

    fn update_best(&mut self, chosen: Vec<usize>, worth: Score) {
        self.best = chosen;
        self.best_worth = worth;
    }

    fn worth(&self, chosen: &[usize]) -> Score {
        chosen.iter().map(|&place| self.visits[place].gain).sum()
    }

    fn capacity_of(&self, place: usize) -> usize {
        self.room[self.visits[place].crew]
    }

    /// Removes visits that conflict with mandatory ones. False if the mandatory ones conflict.
    fn prune_infeasible(&mut self, node: &mut Node) -> bool {
        for number in 0..node.must.len() {
            let must = node.must[number];
            let others = node.must.iter().filter(|&&other| other != must).map(|&other| &self.visits[other]);
            if node.gone[must] || !fits(&self.visits[must], others, self.capacity_of(must)) {
                return false;
            }
        }
        let new = &node.must[node.inherited..];
        for place in 0..self.visits.len() {
            let visit = &self.visits[place];
            let of_same_case = |must: &usize| self.visits[*must].case == visit.case;
            let in_its_way =
                |must: &usize| self.visits[*must].crew == visit.crew && self.visits[*must].span.overlaps(visit.span);
            if node.gone[place] || node.must.contains(&place) {
                continue;
            }
            let beside = || node.must.iter().map(|&must| &self.visits[must]);
            node.gone[place] = new.iter().any(of_same_case)
                || new.iter().any(in_its_way) && !fits(visit, beside(), self.capacity_of(place));
        }
        true
    }

    /// The best choice without the overlaps between groups.
    fn relaxed_assignment(&mut self, node: &Node) -> Vec<usize> {
        let mut edges: Vec<Vec<Edge>> = vec![Vec::new(); self.cases];
        let mut room = Vec::new();
        // The crew and the first end of the current group.
        let mut group = None;
        for &place in self.in_order.iter().filter(|&&place| !node.gone[place]) {
            let visit = &self.visits[place];
            if !group.is_some_and(|(crew, end)| crew == visit.crew && visit.span.from < end) {
                group = Some((visit.crew, visit.span.until));
                room.push(self.capacity_of(place));
            }
            let bonus = if node.must.contains(&place) { Score::MANDATORY } else { Score::ZERO };
            let edge = Edge { place: room.len() - 1, gain: visit.gain + bonus, visit: place };
            match edges[visit.case].last_mut() {
                Some(last) if last.place == edge.place && last.gain >= edge.gain => {}
                Some(last) if last.place == edge.place => *last = edge,
                _ => edges[visit.case].push(edge),
            }
        }
        let held = best_assignment(&edges, &room, &mut self.effort);
        edges.iter().zip(held).filter_map(|(edges, held)| held.map(|number| edges[number].visit)).collect()
    }

    /// A feasible choice near an infeasible one: the greatest gains first, then any other that fits.
    fn repair(&self, node: &Node, chosen: &[usize]) -> Vec<usize> {
        let mut wanted: Vec<usize> = chosen.to_vec();
        wanted.sort_by_key(|&place| std::cmp::Reverse((node.must.contains(&place), self.visits[place].gain)));
        let mut others: Vec<usize> = (0..self.visits.len()).filter(|&place| !node.gone[place]).collect();
        others.sort_by_key(|&place| std::cmp::Reverse(self.visits[place].gain));
        let mut made: Vec<usize> = Vec::new();
        let mut has_one = vec![false; self.cases];
        for place in wanted.into_iter().chain(others) {
            let visit = &self.visits[place];
            let beside = made.iter().map(|&other| &self.visits[other]);
            if !has_one[visit.case] && fits(visit, beside, self.capacity_of(place)) {
                has_one[visit.case] = true;
                made.push(place);
            }
        }
        made
    }
}
