//! The hint that the team may not have to meet a council in person (charter rule 15). It never excuses by itself: a
//! person decides, and the decision is a record of its own.

use super::engagement::Promise;
use super::priority::PriorityState;
use super::status::Flag;
use crate::council_file::CouncilFile;
use crate::english::pluralize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    MayNotBeRequired(Vec<String>),
    /// The reasons hold, but the veto outweighs them.
    Vetoed {
        reasons: Vec<String>,
        veto: String,
    },
    No(String),
}

impl Hint {
    /// The hint for the round of the file. It needs a review in this round for each current priority, with the
    /// priority and the response unchanged. An update owed vetoes it.
    pub fn for_council(file: &CouncilFile) -> Self {
        match file.status.quarterly.promise {
            Promise::Owed | Promise::Planned | Promise::Missed => {}
            Promise::Met | Promise::Written => {
                return Self::No("the council has had its contact this quarter".to_owned());
            }
            Promise::Excused => return Self::No("already decided".to_owned()),
            Promise::NotWanted | Promise::NotOffered => return Self::No("no contact is due".to_owned()),
        }
        let agreed: Vec<_> =
            file.priorities.iter().filter(|known| known.status.state == PriorityState::Agreed).collect();
        if agreed.is_empty() {
            return Self::No("no priority is agreed".to_owned());
        }
        let reviewed = agreed.iter().filter(|known| known.status.unchanged.is_some()).count();
        if agreed.iter().any(|known| known.status.unchanged == Some(false)) {
            return Self::No("a review in this round found a change in a priority or in our response".to_owned());
        }
        if reviewed < agreed.len() {
            let left = pluralize(agreed.len() - reviewed, "priority");
            return Self::No(format!("{left} not reviewed in this round"));
        }
        let reasons = vec![
            format!("{} reviewed in this round", pluralize(reviewed, "priority")),
            "no priority has changed".to_owned(),
            "our response has not changed".to_owned(),
        ];
        let flags = file.status.flags;
        let promise = file.status.quarterly.promise;
        let overdue: usize = agreed.iter().map(|known| known.status.overdue).sum();
        let veto = if flags.has(Flag::UpdateOwed) {
            "an update is owed"
        } else if promise == Promise::Missed {
            "a meeting was missed"
        } else if overdue > 0 {
            "an action is overdue"
        } else if flags.has(Flag::Conflict) {
            "two returns disagree"
        } else {
            return Self::MayNotBeRequired(reasons);
        };
        Self::Vetoed { reasons, veto: veto.to_owned() }
    }

    pub fn describe(&self) -> String {
        match self {
            Self::MayNotBeRequired(reasons) => {
                format!("attending in person may not be needed: {}. You decide", reasons.join(", "))
            }
            Self::Vetoed { reasons, veto } => format!("{}; but {veto}, so attend", reasons.join(", ")),
            Self::No(why) => format!("no suggestion: {why}"),
        }
    }
}
