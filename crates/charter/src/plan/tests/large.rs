//! How large an input may be.

use rstest::rstest;

use super::inputs::{Input, candidate, duty, obligation};
use crate::plan::Way;
use crate::plan::types::Rules;
use crate::returns::Method;

/// A pseudo-random generator with a fixed seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn one_of<T: Clone>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()].clone()
    }
}

/// Councils with three monthly meetings in a quarter of 91 days, and officers on duty every second evening or so.
fn quarter(seed: u64, councils: i64, officers: i64, times: &[&str], evenings: u64) -> Input {
    let mut dice = Dice(seed);
    let methods =
        [None, Some(Method::InPerson), Some(Method::InPerson), Some(Method::Digital), Some(Method::WrittenUpdate)];
    let mut input =
        Input { obligations: vec![], candidates: vec![], duties: vec![], fixed: vec![], rules: Rules::default() };
    for council in 1..=councils {
        let unseen = (dice.below(5) > 0).then(|| dice.below(400) as i64);
        let method = dice.one_of(&methods);
        input.obligations.push(obligation(council, method, unseen));
        let (first, at) = (dice.below(30) as i64, dice.one_of(times));
        input.candidates.extend((0..3).map(|month| candidate(council, first + 30 * month, at)));
    }
    for on in 0..91 {
        for officer in 1..=officers {
            if dice.below(100) < evenings {
                input.duties.push(duty(&officer.to_string(), on, "14:00", "23:30"));
            }
        }
    }
    input
}

/// As [`quarter`], with the meetings on few evenings and officers who begin and end at different times.
fn crowded(seed: u64, councils: i64, officers: i64, times: &[&str], nights: u64) -> Input {
    let mut input = quarter(seed, councils, 0, times, 0);
    let mut dice = Dice(seed + 1000);
    input.candidates.clear();
    for council in 1..=councils {
        for _ in 0..3 {
            input.candidates.push(candidate(council, 7 * dice.below(nights) as i64, dice.one_of(times)));
        }
    }
    for on in 0..nights {
        for officer in 1..=officers {
            let from = dice.one_of(&["14:00", "16:00", "17:00", "18:00"]);
            let until = dice.one_of(&["21:30", "22:00", "23:00", "00:00"]);
            input.duties.push(duty(&officer.to_string(), 7 * on as i64, from, until));
        }
    }
    input
}

const USUAL: &[&str] = &["18:30", "19:00", "19:00", "19:30", "19:30", "20:00"];
const WIDE: &[&str] = &["15:00", "16:30", "17:00", "18:00", "18:30", "19:00", "19:30", "20:00", "20:30", "21:00"];

/// Counted in steps, which are the same on every machine; a million take some 30 ms in a release build.
#[rstest]
#[case(quarter(1, 30, 2, USUAL, 10), 5_000)]
#[case(quarter(2, 30, 2, USUAL, 60), 5_000)]
#[case(quarter(3, 30, 2, WIDE, 30), 20_000)]
#[case(crowded(4, 30, 2, USUAL, 6), 20_000)]
#[case(crowded(5, 30, 1, WIDE, 10), 500_000)]
#[case(crowded(6, 30, 2, WIDE, 15), 1_000_000)]
#[case(quarter(7, 600, 6, USUAL, 50), 500_000)]
fn the_best_is_proven_in_so_many_steps(#[case] input: Input, #[case] steps: u64) {
    let plan = input.solve_with_limit(steps).unwrap();
    assert!(plan.exact);
    assert_eq!(plan.lines.len(), input.obligations.len());
}

/// An input that is too large is reported, still has a plan, and gets the same plan again.
#[test]
fn an_unproven_plan_says_so() {
    let input = crowded(1, 60, 3, WIDE, 15);
    let plan = input.solve_with_limit(100_000).unwrap();
    assert!(!plan.exact);
    assert!(plan.count(Way::InPerson) + plan.count(Way::Digital) >= 45, "{}", plan.count(Way::Digital));
    assert_eq!(Ok(plan), input.solve_with_limit(100_000));
}
