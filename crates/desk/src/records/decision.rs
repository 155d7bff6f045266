//! A decision about a return: agreed priorities, a settled conflict. Fields: `on`, `by`, `minute`.

use charter::calendar::DateBias;
use charter::decision::DecisionFacts;

use super::reader::FieldReader;

pub fn read_decision(reader: &mut FieldReader<'_>) -> Option<DecisionFacts> {
    let on = reader.date("on", DateBias::Past);
    let by = reader.required_text("by", "say who decided");
    Some(DecisionFacts { on: on?, by, minute: reader.text("minute") })
}
