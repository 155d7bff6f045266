//! How large a question may be.

use std::time::Instant;

use super::questions::{Question, chance, claim, duty};
use crate::domain::plan::Rules;
use crate::domain::returns::Method;

/// Numbers that look thrown, always the same.
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

/// So many councils with three monthly meetings in a quarter of 91 days, and officers on duty on every second evening or so.
fn quarter(seed: u64, councils: i64, officers: i64, times: &[&str], evenings: u64) -> Question {
    let mut dice = Dice(seed);
    let methods =
        [None, Some(Method::InPerson), Some(Method::InPerson), Some(Method::Digital), Some(Method::WrittenUpdate)];
    let mut question =
        Question { claims: vec![], chances: vec![], duties: vec![], fixed: vec![], rules: Rules::default() };
    for council in 1..=councils {
        let unseen = (dice.below(5) > 0).then(|| dice.below(400) as i64);
        let method = dice.one_of(&methods);
        question.claims.push(claim(council, method, unseen));
        let (first, at) = (dice.below(30) as i64, dice.one_of(times));
        question.chances.extend((0..3).map(|month| chance(council, first + 30 * month, at)));
    }
    for on in 0..91 {
        for officer in 1..=officers {
            if dice.below(100) < evenings {
                question.duties.push(duty(&officer.to_string(), on, "14:00", "23:30"));
            }
        }
    }
    question
}

#[test]
#[ignore = "prints how long it takes; for a release build"]
fn how_long_it_takes() {
    let usual: &[&str] = &["18:30", "19:00", "19:00", "19:30", "19:30", "20:00"];
    let wide: &[&str] = &["15:00", "16:30", "17:00", "18:00", "18:30", "19:00", "19:30", "20:00", "20:30", "21:00"];
    for (councils, officers, evenings) in [
        (30, 2, 10),
        (30, 2, 30),
        (30, 1, 30),
        (30, 2, 60),
        (100, 2, 30),
        (600, 2, 50),
        (600, 6, 50),
        (600, 20, 50),
        (600, 60, 50),
    ] {
        for (name, times) in [("usual", usual), ("wide", wide)] {
            for seed in 1..=4 {
                let question = quarter(seed, councils, officers, times, evenings);
                let start = Instant::now();
                let plan = question.solve().unwrap();
                println!(
                    "{councils} councils, {officers} officers, {evenings} %, {name}, {seed}: {:?}, kept {} of {}, exact {}",
                    start.elapsed(),
                    plan.kept,
                    plan.of,
                    plan.exact
                );
            }
        }
    }
}
