//! What a public body asked for, and with what it was answered.

use super::moment::{Moment, check_past, check_year};
use crate::calendar::format_full;
use crate::edit::{Edit, IdAllocator, Key, Need, RecordSet, Refusal, Table, check_version};
use crate::ids::RequestId;
use crate::request::{Request, RequestFacts};

/// Records a request, or changes its record: to correct it, or to answer it.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordRequest {
    /// The record to change, and the version that the user saw.
    pub known: Option<(RequestId, i64)>,
    pub facts: RequestFacts,
}

impl RecordRequest {
    pub(super) fn needs(&self) -> Vec<Need> {
        let known = self.known.map(|(id, _)| Need::Record(Key { table: Table::Requests, id: id.0 }));
        known.into_iter().collect()
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        check(&self.facts, moment)?;
        let Some((id, version)) = self.known else {
            let id = RequestId(ids.allocate(Table::Requests));
            return Ok(vec![Edit::create(Request { id, version: 1, facts: self.facts.clone() })]);
        };
        let known = rows.request(id)?;
        check_version(known.clone(), version, "the request")?;
        if known.facts == self.facts {
            return Err(Refusal::Unchanged("the request is already recorded like this".to_owned()));
        }
        Ok(vec![Edit::replace(known.clone(), Request { facts: self.facts.clone(), ..known.clone() })])
    }
}

pub(super) fn check(facts: &RequestFacts, moment: Moment) -> Result<(), Refusal> {
    let refuse = |why: String| Err(Refusal::Invalid(why));
    if facts.asked_by.is_blank() {
        return refuse("say which body or role asked, for example the Police and Crime Panel".to_owned());
    }
    if facts.what.is_blank() {
        return refuse("say what was asked for".to_owned());
    }
    check_past("the request was made", facts.on, moment)?;
    let before =
        |what: &str, day| format!("the request {what} on {}, before it was made; check the dates", format_full(day));
    if let Some(due) = facts.due {
        check_year("the request is due", due)?;
        if due < facts.on {
            return refuse(before("is due", due));
        }
    }
    match facts.answered_on {
        Some(on) if facts.answer.is_blank() => {
            refuse(format!("say with what the request was answered on {}", format_full(on)))
        }
        Some(on) if on < facts.on => refuse(before("was answered", on)),
        Some(on) => check_past("the request was answered", on, moment),
        None if !facts.answer.is_blank() => refuse("give the day of the answer as well as its words".to_owned()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{RecordRequest, Request, RequestFacts, RequestId};
    use crate::change::Moment;
    use crate::edit::{IdAllocator, RecordSet, Refusal};
    use crate::request::RequestKind;
    use rstest::rstest;

    fn moment() -> Moment {
        Moment { at: "2023-10-05T09:00:00Z".parse().unwrap() }
    }

    fn facts() -> RequestFacts {
        RequestFacts {
            asked_by: "Police and Crime Panel".into(),
            on: "2023-09-20".parse().unwrap(),
            kind: RequestKind::ReportBack,
            what: "outcomes by district".into(),
            owner: "chief inspector".into(),
            due: None,
            answered_on: None,
            answer: "".into(),
        }
    }

    #[rstest]
    #[case(|facts: &mut RequestFacts| facts.asked_by = " ".into(), "say which body or role asked")]
    #[case(|facts: &mut RequestFacts| facts.what = "".into(), "say what was asked for")]
    #[case(|facts: &mut RequestFacts| facts.on = "2023-10-06".parse().unwrap(), "after today")]
    #[case(|facts: &mut RequestFacts| facts.due = "2023-09-19".parse().ok(), "before it was made")]
    #[case(|facts: &mut RequestFacts| facts.answered_on = "2023-10-01".parse().ok(), "say with what")]
    #[case(|facts: &mut RequestFacts| facts.answer = "sent".into(), "give the day of the answer")]
    fn what_is_missing_or_impossible_is_refused(#[case] spoil: fn(&mut RequestFacts), #[case] words: &str) {
        let mut facts = facts();
        spoil(&mut facts);
        let act = RecordRequest { known: None, facts };
        let refused = act.edits(&RecordSet::default(), &mut IdAllocator::default(), moment()).unwrap_err();
        assert!(matches!(&refused, Refusal::Invalid(why) if why.contains(words)), "{refused}");
    }

    #[test]
    fn an_answer_made_on_an_old_version_is_refused() {
        let mut rows = RecordSet::default();
        rows.insert(Request { id: RequestId(1), version: 2, facts: facts() }.into());
        let answered = RequestFacts { answered_on: "2023-10-01".parse().ok(), answer: "sent".into(), ..facts() };
        let act = |version| RecordRequest { known: Some((RequestId(1), version)), facts: answered.clone() };
        let mut ids = IdAllocator::default();
        assert!(matches!(act(1).edits(&rows, &mut ids, moment()), Err(Refusal::Stale { .. })));
        assert_eq!(act(2).edits(&rows, &mut ids, moment()).unwrap().len(), 1);
    }
}
