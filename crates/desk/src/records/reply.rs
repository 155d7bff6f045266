//! A reply that is not a return. Fields: `received`, `text`, `channel`, `from`.

use charter::calendar::Received;
use charter::change::{Act, RecordReply};
use charter::ids::{CouncilId, RoundId};
use charter::untrusted::Untrusted;

use super::reader::FieldReader;

#[derive(Clone, Debug, PartialEq)]
pub struct ReplyInput {
    pub received: Received,
    pub text: Untrusted,
    /// How it came: e-mail, phone.
    pub channel: Untrusted,
    /// The role that it came from.
    pub from: Untrusted,
}

impl ReplyInput {
    pub fn read(reader: &mut FieldReader<'_>) -> Option<Self> {
        let received = reader.received("received");
        let text = reader.required_text("text", "type what the council said, in its own words");
        Some(Self { received: received?, text, channel: reader.text("channel"), from: reader.text("from") })
    }

    pub fn act(&self, council: CouncilId, round: RoundId) -> Act {
        let Self { received, text, channel, from } = self.clone();
        Act::Reply(RecordReply { council, round, received, channel, from, text })
    }
}
