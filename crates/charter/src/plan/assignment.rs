//! The best assignment of councils to groups with limited room: the bound of the search.

use std::collections::VecDeque;

use crate::plan::score::Score;

/// A council may join a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) group: usize,
    pub(super) gain: Score,
    /// The caller's index, returned unchanged.
    pub(super) visit: usize,
}

struct Assignment<'a> {
    edges: &'a [Vec<Edge>],
    room: &'a [usize],
    /// For each council, the index of its edge.
    assigned: Vec<Option<usize>>,
    /// For each group, its councils.
    members: Vec<Vec<usize>>,
}

/// The best path to each group: its gain, the last council, and that council's edge.
type BestPaths = Vec<Option<(Score, usize, usize)>>;

/// The assignment with the greatest total gain: for each council one of its edges or none. Exact: councils join one
/// by one along the augmenting path with the greatest gain, which keeps the assignment optimal for those that have
/// joined. `effort` counts the work.
pub(super) fn best_assignment(edges: &[Vec<Edge>], room: &[usize], effort: &mut u64) -> Vec<Option<usize>> {
    let mut assignment =
        Assignment { edges, room, assigned: vec![None; edges.len()], members: vec![Vec::new(); room.len()] };
    for council in 0..edges.len() {
        assignment.add_council(council, effort);
    }
    assignment.assigned
}

impl Assignment<'_> {
    fn add_council(&mut self, council: usize, effort: &mut u64) {
        let mut reach: BestPaths = vec![None; self.room.len()];
        let mut waiting = VecDeque::new();
        // The gain at the end, the group that takes one more, and the council that leaves for good.
        let mut best: (Score, Option<(usize, Option<usize>)>) = (Score::ZERO, None);
        self.relax_edges(council, Score::ZERO, &mut reach, &mut waiting, effort);
        while let Some(group) = waiting.pop_front() {
            let Some((gain, ..)) = reach[group] else { continue };
            if self.members[group].len() < self.room[group] {
                if gain > best.0 {
                    best = (gain, Some((group, None)));
                }
                continue;
            }
            for &member in &self.members[group] {
                let Some(edge) = self.assigned[member] else { continue };
                let left = gain - self.edges[member][edge].gain;
                if left > best.0 {
                    best = (left, Some((group, Some(member))));
                }
                self.relax_edges(member, left, &mut reach, &mut waiting, effort);
            }
        }
        if let Some((group, leaves)) = best.1 {
            if let Some(member) = leaves {
                self.assigned[member] = None;
                self.members[group].retain(|other| *other != member);
            }
            self.apply_path(council, group, &reach);
        }
    }

    /// Improves the paths that start with a council.
    fn relax_edges(
        &self,
        council: usize,
        base: Score,
        reach: &mut BestPaths,
        waiting: &mut VecDeque<usize>,
        effort: &mut u64,
    ) {
        for (number, edge) in self.edges[council].iter().enumerate() {
            *effort += 1;
            let gain = base + edge.gain;
            if self.assigned[council] != Some(number) && reach[edge.group].is_none_or(|(so_far, ..)| so_far < gain) {
                reach[edge.group] = Some((gain, council, number));
                waiting.push_back(edge.group);
            }
        }
    }

    /// Moves every council along the path that ends in `group`, back to the joining council.
    fn apply_path(&mut self, joining: usize, mut group: usize, reach: &BestPaths) {
        while let Some((_, council, edge)) = reach[group] {
            let before = self.assigned[council].replace(edge).map(|assigned| self.edges[council][assigned].group);
            self.members[group].push(council);
            let Some(left) = before.filter(|_| council != joining) else { return };
            self.members[left].retain(|other| *other != council);
            group = left;
        }
    }
}
