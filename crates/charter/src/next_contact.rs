//! The force's own promise: "we shall reach out to you in January 2024" (charter rules 18 and 26). The letter names the
//! month; a later round keeps it.

use chrono::{Datelike, NaiveDate};

use super::date_words::month_name;
use super::round::Round;
use crate::calendar::describe_distance;
use crate::string_enum;

string_enum! {
    ContactState {
        /// The month has not passed yet.
        Ahead = "ahead", "to come";
        /// The letter of a later round is dated by the end of the month.
        Kept = "kept", "kept";
        /// The letter of a later round is dated after the month.
        KeptLate = "kept-late", "kept late";
        /// The month has passed without the letter of a later round.
        Passed = "passed", "passed";
    }
}

const LETTER_MISSING: &str = "a round is open, its letter is not recorded";

/// The contact that a round promises to every council, as at a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextContact {
    pub state: ContactState,
    /// The last day of the month.
    pub until: NaiveDate,
    /// The date of the letter of the later round.
    pub kept_on: Option<NaiveDate>,
    /// A later round has begun, and the date of its letter is not recorded.
    pub is_letter_missing: bool,
}

impl NextContact {
    /// `rounds` are all rounds, in any order. A letter dated after `as_at` is not known on it.
    pub fn derive(round: &Round, rounds: &[Round], as_at: NaiveDate) -> Self {
        let month = round.next_contact;
        let next_month = month.with_day(1).and_then(|first| first.checked_add_months(chrono::Months::new(1)));
        let until = next_month.and_then(|first| first.pred_opt()).unwrap_or(month);
        let later = || rounds.iter().filter(|known| known.starts_on > round.starts_on);
        let kept_on = later().filter_map(|known| known.issued_on).filter(|on| *on <= as_at).min();
        let is_open = later().any(|known| known.issued_on.is_none() && known.starts_on <= as_at);
        let state = match kept_on {
            Some(on) if on <= until => ContactState::Kept,
            Some(_) => ContactState::KeptLate,
            None if as_at > until => ContactState::Passed,
            None => ContactState::Ahead,
        };
        Self { state, until, kept_on, is_letter_missing: kept_on.is_none() && is_open }
    }

    /// `contact with every council promised for January 2024: passed 12 days ago without a new round`.
    pub fn describe(&self, round: &Round, as_at: NaiveDate) -> String {
        let month = round.next_contact;
        let promised =
            format!("contact with every council promised for {} {}", month_name(month.month()), month.year());
        let ended = || format!("the month ended {}", describe_distance(self.until, as_at));
        match self.state {
            ContactState::Passed if self.is_letter_missing => format!("{promised}: {}; {LETTER_MISSING}", ended()),
            ContactState::Passed => format!("{promised}: {} without a new round", ended()),
            state if self.is_letter_missing => format!("{promised}: {state}; {LETTER_MISSING}"),
            state => format!("{promised}: {state}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ContactState, NextContact};
    use crate::calendar::Quarter;
    use crate::ids::RoundId;
    use crate::round::Round;
    use rstest::rstest;

    fn round(id: i64, quarter: &str, issued_on: Option<&str>) -> Round {
        let quarter = Quarter::parse(quarter).unwrap();
        let deadline = quarter.starts_on();
        Round {
            issued_on: issued_on.map(|day| day.parse().unwrap()),
            ..Round::for_quarter(RoundId(id), quarter, deadline)
        }
    }

    #[rstest]
    #[case::before_the_month("2023-12-31", None, ContactState::Ahead)]
    #[case::its_last_day("2024-01-31", None, ContactState::Ahead)]
    #[case::the_day_after("2024-02-01", None, ContactState::Passed)]
    #[case::opened_without_a_letters_day("2024-02-01", Some(("2024-Q1", None)), ContactState::Passed)]
    #[case::opened_in_its_month("2024-01-31", Some(("2024-Q1", None)), ContactState::Ahead)]
    #[case::letter_in_time("2024-02-01", Some(("2024-Q1", Some("2024-01-31"))), ContactState::Kept)]
    #[case::letter_too_late("2024-03-01", Some(("2024-Q1", Some("2024-02-10"))), ContactState::KeptLate)]
    #[case::not_known_before_its_letter("2024-02-09", Some(("2024-Q1", Some("2024-02-10"))), ContactState::Passed)]
    #[case::a_round_of_spring_alone("2024-04-01", Some(("2024-Q2", Some("2024-04-01"))), ContactState::KeptLate)]
    #[case::an_earlier_round_keeps_nothing("2024-02-01", Some(("2023-Q2", None)), ContactState::Passed)]
    fn the_month_passes_or_a_round_keeps_it(
        #[case] as_at: &str,
        #[case] other: Option<(&str, Option<&str>)>,
        #[case] state: ContactState,
    ) {
        let first = round(1, "2023-Q4", None);
        let others = other.map(|(quarter, issued_on)| round(2, quarter, issued_on));
        let rounds: Vec<Round> = [first.clone()].into_iter().chain(others).collect();
        let derived = NextContact::derive(&first, &rounds, as_at.parse().unwrap());
        assert_eq!((derived.state, derived.until.to_string().as_str()), (state, "2024-01-31"));
    }

    #[test]
    fn it_is_said_in_words() {
        let first = round(1, "2023-Q4", None);
        let as_at = "2024-02-12".parse().unwrap();
        let words = NextContact::derive(&first, &[], as_at).describe(&first, as_at);
        assert_eq!(
            words,
            "contact with every council promised for January 2024: the month ended 12 days ago without a new round"
        );
        let rounds = [first.clone(), round(2, "2024-Q1", None)];
        let words = |as_at: &str| {
            let as_at = as_at.parse().unwrap();
            NextContact::derive(&first, &rounds, as_at).describe(&first, as_at)
        };
        assert!(
            words("2024-02-12").ends_with("the month ended 12 days ago; a round is open, its letter is not recorded")
        );
        assert!(words("2024-01-12").ends_with("to come; a round is open, its letter is not recorded"));
        assert!(words("2023-12-12").ends_with("January 2024: to come"));
    }
}
