//! The end of a priority with its result. Fields: `on`, `result`.

use charter::calendar::DateBias;
use charter::priority::Closing;

use super::reader::FieldReader;

pub fn read_closing(reader: &mut FieldReader<'_>) -> Option<Closing> {
    let on = reader.date("on", DateBias::Past);
    let result = reader.required_text("result", "describe the outcome: the council will be told");
    Some(Closing { on: on?, result })
}
