//! The end of a priority with its result. Fields: `on`, `outcome`, `result`.

use charter::calendar::DateBias;
use charter::priority::{Closing, Outcome};

use super::reader::FieldReader;

pub fn read_closing(reader: &mut FieldReader<'_>) -> Option<Closing> {
    let outcome = Outcome::from_code(reader.value("outcome"));
    if outcome.is_none() {
        let classes: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.label()).collect();
        reader.refuse("outcome", &format!("choose what came of it: {}", classes.join(", ")));
    }
    let result = reader.required_text("result", "describe the outcome: the council will be told");
    let on = reader.date("on", DateBias::Past);
    Some(Closing { on: on?, outcome, result })
}
