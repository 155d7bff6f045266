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
    excluded: Vec<bool>,
    mandatory: Vec<usize>,
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
    best_score: Score,
    effort: u64,
}

/// The visits with the greatest total gain: at most one for a case, and no more at once than a crew has officers.
/// Starts from `seed`, and stops after about `limit` steps with the best so far.
pub(super) fn branch_and_bound(visits: &[Visit], room: &[usize], seed: &[usize], limit: u64) -> SearchResult {
    let cases = visits.iter().map(|visit| visit.case + 1).max().unwrap_or(0);
    let mut in_order: Vec<usize> = (0..visits.len()).collect();
    in_order.sort_by_key(|&index| (visits[index].crew, visits[index].span.until, index));
    let best_score = seed.iter().map(|&index| visits[index].gain).sum();
    let mut search = Search { visits, room, cases, in_order, best: seed.to_vec(), best_score, effort: 0 };
    let mut open = vec![Node { excluded: vec![false; visits.len()], mandatory: Vec::new(), inherited: 0 }];
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
        let bound: Score = self.score(&chosen);
        let assigned = node.mandatory.iter().all(|index| chosen.contains(index));
        if !assigned || bound <= self.best_score {
            return;
        }
        let Some(mut clash) = find_overload(self.visits, &chosen, self.room) else {
            self.update_best(chosen, bound);
            return;
        };
        let repaired = self.repair(&node, &chosen);
        self.spend_steps(self.visits.len() * repaired.len() / 16);
        let score = self.score(&repaired);
        if score > self.best_score {
            self.update_best(repaired, score);
        }
        clash.retain(|index| !node.mandatory.contains(index));
        clash.sort_by_key(|&index| (self.visits[index].gain, index));
        let branch = |(number, &index): (usize, &usize)| {
            let mut excluded = node.excluded.clone();
            excluded[index] = true;
            let mandatory = [node.mandatory.as_slice(), &clash[..number]].concat();
            Node { excluded, mandatory, inherited: node.mandatory.len() }
        };
        // The stack pops the last branch first.
        open.extend(clash.iter().enumerate().rev().map(branch));
    }

    fn spend_steps(&mut self, steps: usize) {
        self.effort = self.effort.saturating_add(u64::try_from(steps).unwrap_or(u64::MAX));
    }

    fn update_best(&mut self, chosen: Vec<usize>, score: Score) {
        self.best = chosen;
        self.best_score = score;
    }

    fn score(&self, chosen: &[usize]) -> Score {
        chosen.iter().map(|&index| self.visits[index].gain).sum()
    }

    fn capacity_of(&self, index: usize) -> usize {
        self.room[self.visits[index].crew]
    }

    /// Removes visits that conflict with mandatory ones. False if the mandatory ones conflict.
    fn prune_infeasible(&mut self, node: &mut Node) -> bool {
        for number in 0..node.mandatory.len() {
            let mandatory = node.mandatory[number];
            let others = node.mandatory.iter().filter(|&&other| other != mandatory).map(|&other| &self.visits[other]);
            if node.excluded[mandatory] || !fits(&self.visits[mandatory], others, self.capacity_of(mandatory)) {
                return false;
            }
        }
        let new = &node.mandatory[node.inherited..];
        for index in 0..self.visits.len() {
            let visit = &self.visits[index];
            let of_same_case = |mandatory: &usize| self.visits[*mandatory].case == visit.case;
            let overlapping = |mandatory: &usize| {
                self.visits[*mandatory].crew == visit.crew && self.visits[*mandatory].span.overlaps(visit.span)
            };
            if node.excluded[index] || node.mandatory.contains(&index) {
                continue;
            }
            let beside = || node.mandatory.iter().map(|&mandatory| &self.visits[mandatory]);
            node.excluded[index] = new.iter().any(of_same_case)
                || new.iter().any(overlapping) && !fits(visit, beside(), self.capacity_of(index));
        }
        true
    }

    /// The best choice without the overlaps between groups.
    fn relaxed_assignment(&mut self, node: &Node) -> Vec<usize> {
        let mut edges: Vec<Vec<Edge>> = vec![Vec::new(); self.cases];
        let mut room = Vec::new();
        // The crew and the first end of the current group.
        let mut group = None;
        for &index in self.in_order.iter().filter(|&&index| !node.excluded[index]) {
            let visit = &self.visits[index];
            if !group.is_some_and(|(crew, end)| crew == visit.crew && visit.span.from < end) {
                group = Some((visit.crew, visit.span.until));
                room.push(self.capacity_of(index));
            }
            let bonus = if node.mandatory.contains(&index) { Score::MANDATORY } else { Score::ZERO };
            let edge = Edge { group: room.len() - 1, gain: visit.gain + bonus, visit: index };
            match edges[visit.case].last_mut() {
                Some(last) if last.group == edge.group && last.gain >= edge.gain => {}
                Some(last) if last.group == edge.group => *last = edge,
                _ => edges[visit.case].push(edge),
            }
        }
        let assigned = best_assignment(&edges, &room, &mut self.effort);
        edges.iter().zip(assigned).filter_map(|(edges, assigned)| assigned.map(|number| edges[number].visit)).collect()
    }

    /// A feasible choice near an infeasible one: the greatest gains first, then any other that fits.
    fn repair(&self, node: &Node, chosen: &[usize]) -> Vec<usize> {
        let mut wanted: Vec<usize> = chosen.to_vec();
        wanted.sort_by_key(|&index| std::cmp::Reverse((node.mandatory.contains(&index), self.visits[index].gain)));
        let mut others: Vec<usize> = (0..self.visits.len()).filter(|&index| !node.excluded[index]).collect();
        others.sort_by_key(|&index| std::cmp::Reverse(self.visits[index].gain));
        let mut feasible: Vec<usize> = Vec::new();
        let mut has_one = vec![false; self.cases];
        for index in wanted.into_iter().chain(others) {
            let visit = &self.visits[index];
            let beside = feasible.iter().map(|&other| &self.visits[other]);
            if !has_one[visit.case] && fits(visit, beside, self.capacity_of(index)) {
                has_one[visit.case] = true;
                feasible.push(index);
            }
        }
        feasible
    }
}
