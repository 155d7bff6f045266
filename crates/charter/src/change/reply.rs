//! A reply that is not a return: a holding reply, a call, a question.

use super::moment::{Moment, check_past};
use crate::calendar::Received;
use crate::edit::{Edit, IdAllocator, RecordSet, Refusal, Table};
use crate::ids::{CouncilId, ReplyId, RoundId};
use crate::reply::Reply;
use crate::untrusted::Untrusted;

#[derive(Clone, Debug, PartialEq)]
pub struct RecordReply {
    pub council: CouncilId,
    pub round: RoundId,
    pub received: Received,
    pub channel: Untrusted,
    pub from: Untrusted,
    pub text: Untrusted,
}

impl RecordReply {
    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        rows.council(self.council)?;
        rows.round(self.round)?;
        check_past("the reply is dated", self.received.on, moment)?;
        if self.text.is_blank() {
            return Err(Refusal::Invalid("the reply is empty; give its text".to_owned()));
        }
        let reply = Reply {
            id: ReplyId(ids.allocate(Table::Replies)),
            version: 1,
            council: self.council,
            round: self.round,
            received: self.received,
            recorded_at: moment.at,
            channel: self.channel.clone(),
            from: self.from.clone(),
            text: self.text.clone(),
        };
        Ok(vec![Edit::create(reply)])
    }
}
