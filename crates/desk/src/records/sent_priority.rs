//! The agreed text and the category of a priority that a council sent. Fields: `agreed`, `category`. The received text stays
//! as it is.

use charter::change::{Act, RecordReturn, Supersedes};
use charter::returns::Return;
use charter::untrusted::Untrusted;

use super::reader::FieldReader;

/// What was typed. The outer `None` stands for a field that was not given.
#[derive(Clone, Debug, PartialEq)]
pub struct SentPriorityInput {
    /// The inner `None`: the words as received.
    pub agreed: Option<Option<Untrusted>>,
    /// The inner `None`: no category yet.
    pub category: Option<Option<String>>,
}

impl SentPriorityInput {
    pub fn read(reader: &mut FieldReader<'_>) -> Self {
        let agreed = reader.is_given("agreed").then(|| Some(reader.text("agreed")).filter(|text| !text.is_blank()));
        let category = || Some(reader.value("category").to_owned()).filter(|name| !name.is_empty());
        Self { agreed, category: reader.is_given("category").then(category) }
    }

    /// A correction of the return. `None` if it has no priority at `index`.
    pub fn act(&self, known: &Return, index: usize) -> Option<Act> {
        let mut answer = known.answer.clone();
        let priority = answer.priorities.get_mut(index)?;
        if let Some(agreed) = &self.agreed {
            priority.agreed.clone_from(agreed);
        }
        if let Some(category) = &self.category {
            priority.category.clone_from(category);
        }
        let supersedes = Supersedes::Corrects { id: known.id, version: known.version };
        let (council, round, received) = (known.council, known.round, known.received);
        Some(Act::Return(RecordReturn { council, round, received, answer, supersedes }))
    }
}
