//! The best assignment of councils to places, each place with room for some of them: the bound of the search.

use std::collections::VecDeque;

use crate::plan::score::Score;

/// That a council can have a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) place: usize,
    pub(super) gain: Score,
    /// Whatever the caller wants to find again.
    pub(super) visit: usize,
}

/// Councils and places, with who has which place so far.
struct Assignment<'a> {
    edges: &'a [Vec<Edge>],
    room: &'a [usize],
    /// By council, the place in its edges.
    held: Vec<Option<usize>>,
    /// By place, the councils that have it.
    members: Vec<Vec<usize>>,
}

/// How a place is best reached: what is gained up to there, by which council, over which of its edges.
type BestPaths = Vec<Option<(Score, usize, usize)>>;

/// The assignment with the greatest sum of gains: for each council one of its edges or none. Exact: councils join one by
/// one, each by the path of exchanges that gains most, which keeps what stands the best for those who have joined.
/// `effort` grows with the work done.
pub(super) fn best_assignment(edges: &[Vec<Edge>], room: &[usize], effort: &mut u64) -> Vec<Option<usize>> {
    let mut assignment =
        Assignment { edges, room, held: vec![None; edges.len()], members: vec![Vec::new(); room.len()] };
    for council in 0..edges.len() {
        assignment.add_council(council, effort);
    }
    assignment.held
}

impl Assignment<'_> {
    fn add_council(&mut self, council: usize, effort: &mut u64) {
        let mut reach: BestPaths = vec![None; self.room.len()];
        let mut waiting = VecDeque::new();
        // What is gained at the end, the place that takes one more, and who leaves it for good.
        let mut best: (Score, Option<(usize, Option<usize>)>) = (Score::ZERO, None);
        self.relax_edges(council, Score::ZERO, &mut reach, &mut waiting, effort);
        while let Some(place) = waiting.pop_front() {
            let Some((gain, ..)) = reach[place] else { continue };
            if self.members[place].len() < self.room[place] {
                if gain > best.0 {
                    best = (gain, Some((place, None)));
                }
                continue;
            }
            for &member in &self.members[place] {
                let Some(edge) = self.held[member] else { continue };
                let left = gain - self.edges[member][edge].gain;
                if left > best.0 {
                    best = (left, Some((place, Some(member))));
                }
                self.relax_edges(member, left, &mut reach, &mut waiting, effort);
            }
        }
        if let Some((place, leaves)) = best.1 {
            if let Some(member) = leaves {
                self.held[member] = None;
                self.members[place].retain(|other| *other != member);
            }
            self.apply_path(council, place, &reach);
        }
    }

    /// From a council, whatever can be reached better than so far.
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
            if self.held[council] != Some(number) && reach[edge.place].is_none_or(|(so_far, ..)| so_far < gain) {
                reach[edge.place] = Some((gain, council, number));
                waiting.push_back(edge.place);
            }
        }
    }

    /// Moves everybody along the path that ends in `place`, from its end to the council that joins.
    fn apply_path(&mut self, joining: usize, mut place: usize, reach: &BestPaths) {
        while let Some((_, council, edge)) = reach[place] {
            let before = self.held[council].replace(edge).map(|held| self.edges[council][held].place);
            self.members[place].push(council);
            let Some(left) = before.filter(|_| council != joining) else { return };
            self.members[left].retain(|other| *other != council);
            place = left;
        }
    }
}
