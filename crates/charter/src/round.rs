//! A round: one quarter's consultation.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::Quarter;
use super::date_words::month_name;
use super::ids::RoundId;
use crate::string_enum;
use crate::untrusted::Untrusted;
use chrono::{Datelike, Months};

string_enum! {
    /// How often the charter reviews priorities.
    #[derive(Default)]
    Cadence {
        /// The charter of 2023.
        #[default]
        Quarterly = "quarterly", "quarterly";
        /// The charter of 2025.
        Periodically = "periodically", "periodically";
    }
}

/// The charter that a round offers, and who signs its letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundTerms {
    /// The version of the charter enclosed with the letter.
    pub charter_version: String,
    /// The name of the enclosed file.
    #[serde(default)]
    pub charter_file: String,
    /// The SHA-256 of the enclosed file, in hexadecimal; empty if no file is recorded.
    #[serde(default)]
    pub charter_sha256: String,
    #[serde(default)]
    pub cadence: Cadence,
    /// The role that signs the letter, not a name.
    #[serde(default)]
    pub signatory: Untrusted,
    /// The address that answers go to.
    #[serde(default)]
    pub reply_mailbox: Untrusted,
}

/// The quarter, the letter, the deadline, and the next contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub id: RoundId,
    pub version: i64,
    /// The code of its quarter, `2023-Q4`.
    pub code: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// `None` if not known: the letter of 2023 bears no date.
    pub issued_on: Option<NaiveDate>,
    #[serde(flatten)]
    pub terms: RoundTerms,
    /// Inclusive (charter rule 6).
    pub deadline: NaiveDate,
    /// The first day of the month in which the force contacts every council again (rule 18).
    pub next_contact: NaiveDate,
}

/// The round that a day is asked about if none is named: the newest whose letter is not of a later day, else the first.
/// `rounds` are by quarter.
pub fn round_on(rounds: &[Round], as_at: NaiveDate) -> Option<&Round> {
    let has_begun = |round: &&Round| round.issued_on.is_none_or(|on| on <= as_at);
    rounds.iter().rev().find(has_begun).or_else(|| rounds.first())
}

impl Round {
    /// For example `October–December 2023`.
    pub fn title(&self) -> String {
        format!("{}–{} {}", month_name(self.starts_on.month()), month_name(self.ends_on.month()), self.ends_on.year())
    }

    /// For example `Oct–Dec 2023`.
    pub fn short_title(&self) -> String {
        let month = |on: NaiveDate| on.format("%b").to_string();
        format!("{}–{} {}", month(self.starts_on), month(self.ends_on), self.ends_on.year())
    }

    /// The first possible day of an answer: the day of the letter, or the first day of the quarter before the round's
    /// own, in which the force asks every council.
    pub fn answered_from(&self) -> NaiveDate {
        self.issued_on.unwrap_or_else(|| self.starts_on.checked_sub_months(Months::new(3)).unwrap_or(self.starts_on))
    }

    /// Civil days from `as_at` to the deadline; negative after it (rule 8).
    pub fn days_left(&self, as_at: NaiveDate) -> i64 {
        (self.deadline - as_at).num_days()
    }

    /// The deadline is inclusive: false on its own day.
    pub fn is_past(&self, as_at: NaiveDate) -> bool {
        as_at > self.deadline
    }

    /// Includes the deadline's own day.
    pub fn in_last_seven_days(&self, as_at: NaiveDate) -> bool {
        (0..7).contains(&self.days_left(as_at))
    }

    /// A new round without a letter date. The next contact is in the month after the quarter.
    pub fn for_quarter(id: RoundId, quarter: Quarter, deadline: NaiveDate) -> Self {
        Self {
            id,
            version: 1,
            code: quarter.to_string(),
            starts_on: quarter.starts_on(),
            ends_on: quarter.ends_on(),
            issued_on: None,
            terms: RoundTerms::default(),
            deadline,
            next_contact: quarter.next().starts_on(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Round, round_on};
    use crate::calendar::Quarter;
    use crate::ids::RoundId;
    use chrono::NaiveDate;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn round(number: u32, issued_on: Option<&str>) -> Round {
        let quarter = Quarter { year: 2024, number };
        Round { issued_on: issued_on.map(day), ..Round::for_quarter(RoundId(1), quarter, quarter.ends_on()) }
    }

    #[rstest]
    #[case::before_every_letter("2023-12-01", "2024-Q1")]
    #[case::on_its_day("2024-01-08", "2024-Q1")]
    #[case::before_the_next_letter("2024-04-07", "2024-Q1")]
    #[case::after_it("2024-04-08", "2024-Q2")]
    fn a_day_belongs_to_the_newest_round_whose_letter_is_not_later(#[case] on: &str, #[case] code: &str) {
        let rounds = [round(1, Some("2024-01-08")), round(2, Some("2024-04-08"))];
        assert_eq!(round_on(&rounds, day(on)).unwrap().code, code);
    }

    #[test]
    fn a_round_without_a_letter_is_the_newest() {
        let rounds = [round(1, Some("2024-01-08")), round(2, None)];
        assert_eq!(round_on(&rounds, day("2024-01-10")).unwrap().code, "2024-Q2");
    }
}
