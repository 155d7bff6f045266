//! What became of the letter. Fields: `sent`, `undelivered`, `channel`; all may be left empty.

use charter::calendar::DateBias;
use charter::change::{Act, RecordLetter};
use charter::ids::{CouncilId, RoundId};
use charter::invitation::Channel;
use chrono::NaiveDate;

use super::reader::FieldReader;

#[derive(Clone, Debug, PartialEq)]
pub struct LetterInput {
    pub sent_on: Option<NaiveDate>,
    /// `None` leaves it as it is on record.
    pub channel: Option<Channel>,
    /// The day on which it came back.
    pub undelivered_on: Option<NaiveDate>,
}

impl LetterInput {
    pub fn read(reader: &mut FieldReader<'_>) -> Self {
        Self {
            sent_on: reader.optional_date("sent", DateBias::Past),
            channel: Channel::from_code(reader.value("channel")),
            undelivered_on: reader.optional_date("undelivered", DateBias::Past),
        }
    }

    pub fn act(&self, council: CouncilId, round: RoundId) -> Act {
        let Self { sent_on, channel, undelivered_on } = *self;
        Act::Letter(RecordLetter { council, round, sent_on, channel, undelivered_on })
    }
}
