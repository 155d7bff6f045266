//! When the papers of a public meeting go out, and when questions about them are due.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::agenda::Holidays;

/// A public meeting of a committee, and the days that follow from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitteeMeeting {
    pub on: NaiveDate,
    pub papers_due: NaiveDate,
    /// At 9.00.
    pub questions_due: NaiveDate,
}

impl CommitteeMeeting {
    /// `None` if the bank holidays of a year that counts are not known: then the days are not known either.
    pub fn new(on: NaiveDate, holidays: &Holidays) -> Option<Self> {
        let (papers_due, questions_due) = (papers_due(on, holidays), questions_due(on, holidays));
        (holidays.covers(on) && holidays.covers(papers_due)).then_some(Self { on, papers_due, questions_due })
    }
}

const CLEAR_DAYS: usize = 5;

/// The last day on which the papers can be issued: five clear days before the meeting (Local Government Act 1972, section
/// 100B). Neither the day of issue nor that of the meeting counts, nor do Saturdays, Sundays and bank holidays of England:
/// the Panel counts working days.
fn papers_due(meeting_on: NaiveDate, holidays: &Holidays) -> NaiveDate {
    working_days_before(meeting_on, holidays).nth(CLEAR_DAYS).unwrap_or(NaiveDate::MIN)
}

/// The day on which questions are due, at 9.00: the working day before the meeting (the Panel's notes).
fn questions_due(meeting_on: NaiveDate, holidays: &Holidays) -> NaiveDate {
    working_days_before(meeting_on, holidays).next().unwrap_or(NaiveDate::MIN)
}

fn working_days_before(day: NaiveDate, holidays: &Holidays) -> impl Iterator<Item = NaiveDate> {
    let is_weekend = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    std::iter::successors(day.pred_opt(), NaiveDate::pred_opt)
        .filter(move |day| !is_weekend(*day) && !holidays.is_holiday(*day))
}

#[cfg(test)]
mod tests {
    use super::CommitteeMeeting;
    use crate::agenda::Holidays;
    use rstest::rstest;

    #[rstest]
    // A Thursday: Wed, Tue, Mon, Fri, Thu are clear, so the papers go out on the Wednesday of the week before.
    #[case("2023-10-12", "2023-10-04", "2023-10-11")]
    // A Monday: the five days of the week before are clear.
    #[case("2023-10-09", "2023-09-29", "2023-10-06")]
    // The August bank holiday on Monday 28 and the weekend do not count.
    #[case("2023-08-29", "2023-08-18", "2023-08-25")]
    // Christmas Day, Boxing Day and New Year's Day do not count.
    #[case("2024-01-03", "2023-12-21", "2024-01-02")]
    fn five_clear_working_days(#[case] meeting: &str, #[case] papers: &str, #[case] questions: &str) {
        let days = CommitteeMeeting::new(meeting.parse().unwrap(), &Holidays::england()).unwrap();
        assert_eq!([days.papers_due.to_string(), days.questions_due.to_string()], [papers, questions]);
    }

    #[rstest]
    #[case("2029-03-08")]
    // The papers would have gone out in December 2020.
    #[case("2021-01-04")]
    fn no_day_is_given_for_a_year_without_known_bank_holidays(#[case] meeting: &str) {
        assert_eq!(CommitteeMeeting::new(meeting.parse().unwrap(), &Holidays::england()), None);
    }
}
