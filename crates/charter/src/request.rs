//! What a public body asked of the force: "agreed to consider", "circulate", "report back" (charter rule 28).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::RequestId;
use crate::calendar::format_full;
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    #[derive(Default)]
    RequestKind {
        #[default]
        Consider = "consider", "agreed to consider";
        /// To send a paper or figures to the body.
        Circulate = "circulate", "circulate";
        ReportBack = "report-back", "report back";
        Other = "other", "other";
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Request {
    pub id: RequestId,
    pub version: i64,
    #[serde(flatten)]
    pub facts: RequestFacts,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RequestFacts {
    /// A body or a role, not a name: "Police and Crime Panel".
    pub asked_by: Untrusted,
    pub on: NaiveDate,
    pub kind: RequestKind,
    pub what: Untrusted,
    /// The role that answers it: "chief inspector, north".
    pub owner: Untrusted,
    /// The last day to answer it.
    pub due: Option<NaiveDate>,
    pub answered_on: Option<NaiveDate>,
    /// Blank while it is open.
    pub answer: Untrusted,
}

impl Request {
    /// Asked by the end of a day, and not answered by then.
    pub fn is_open(&self, as_at: NaiveDate) -> bool {
        self.facts.on <= as_at && self.facts.answered_on.is_none_or(|on| on > as_at)
    }

    /// Whether its last day is before that day.
    pub fn is_overdue(&self, as_at: NaiveDate) -> bool {
        self.is_open(as_at) && self.facts.due.is_some_and(|due| due < as_at)
    }

    /// `open, due Mon 2 Oct 2023`, `overdue since Mon 2 Oct 2023`, `answered Tue 3 Oct 2023`.
    pub fn describe_state(&self, as_at: NaiveDate) -> String {
        match (self.facts.answered_on, self.facts.due) {
            (Some(on), _) if on <= as_at => format!("answered {}", format_full(on)),
            (_, Some(due)) if due < as_at => format!("overdue since {}", format_full(due)),
            (_, Some(due)) => format!("open, due {}", format_full(due)),
            (_, None) => "open".to_owned(),
        }
    }
}

/// The requests with which a report as at `as_at` opens: those that are open, and those answered from `since` on. The
/// open ones come first, each group by the day on which it was asked.
pub fn requests_to_report(requests: &[Request], since: NaiveDate, as_at: NaiveDate) -> Vec<&Request> {
    let is_news = |request: &&Request| {
        request.is_open(as_at) || request.facts.answered_on.is_some_and(|on| (since..=as_at).contains(&on))
    };
    let mut told: Vec<&Request> = requests.iter().filter(|request| request.facts.on <= as_at).filter(is_news).collect();
    told.sort_by_key(|request| (!request.is_open(as_at), request.facts.on, request.id));
    told
}

#[cfg(test)]
mod tests {
    use super::{Request, RequestFacts, RequestId, RequestKind, requests_to_report};
    use chrono::NaiveDate;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn request(id: i64, on: &str, due: Option<&str>, answered: Option<&str>) -> Request {
        let facts = RequestFacts {
            asked_by: "Police and Crime Panel".into(),
            on: day(on),
            kind: RequestKind::Circulate,
            what: "figures by district".into(),
            owner: "chief inspector".into(),
            due: due.map(day),
            answered_on: answered.map(day),
            answer: if answered.is_some() { "sent" } else { "" }.into(),
        };
        Request { id: RequestId(id), version: 1, facts }
    }

    #[rstest]
    #[case(None, None, "2023-10-05", "open")]
    #[case(Some("2023-10-05"), None, "2023-10-05", "open, due Thu 5 Oct 2023")]
    #[case(Some("2023-10-05"), None, "2023-10-06", "overdue since Thu 5 Oct 2023")]
    #[case(Some("2023-10-05"), Some("2023-10-09"), "2023-10-09", "answered Mon 9 Oct 2023")]
    #[case(Some("2023-10-05"), Some("2023-10-09"), "2023-10-08", "overdue since Thu 5 Oct 2023")]
    fn its_state_is_that_of_the_day(
        #[case] due: Option<&str>,
        #[case] answered: Option<&str>,
        #[case] as_at: &str,
        #[case] words: &str,
    ) {
        assert_eq!(request(1, "2023-09-20", due, answered).describe_state(day(as_at)), words);
    }

    #[test]
    fn a_report_opens_with_what_is_open_and_what_was_answered_since() {
        let requests = [
            request(1, "2023-06-01", None, Some("2023-06-30")),
            request(2, "2023-06-02", None, Some("2023-09-01")),
            request(3, "2023-08-01", None, None),
            request(4, "2023-07-01", None, Some("2023-11-01")),
            request(5, "2023-10-06", None, None),
        ];
        let told = requests_to_report(&requests, day("2023-07-01"), day("2023-10-05"));
        assert_eq!(told.iter().map(|request| request.id.0).collect::<Vec<_>>(), [4, 3, 2]);
    }
}
