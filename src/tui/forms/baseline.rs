//! The form that asks for a sheet with the answers of an earlier round.

use charter::calendar::{DateBias, Quarter};
use chrono::NaiveDate;
use desk::records::FieldReader;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::import_contacts::unquote;
use crate::tui::forms::purpose::Purpose;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineForm {
    /// As typed, without quotes.
    pub path: String,
    pub quarter: Quarter,
    pub deadline: Option<NaiveDate>,
    pub agreed_on: Option<NaiveDate>,
}

pub fn open(context: &FormContext<'_>) -> Form {
    let fields = vec![
        Field::line("file", "file", "", "type its path, or drop it on the terminal"),
        Field::line("round", "round", "", "the quarter, as 2023-Q2"),
        Field::date("deadline", "deadline", "", DateBias::Past).optional(),
        Field::date("agreed-on", "agreed on", "", DateBias::Past).optional(),
    ];
    let about = vec![
        "A sheet (.csv, .xlsx, .ods) with the answers of an earlier round. The headings say what the columns mean: Council \
         or Code, Wish, Frequency, Method, Priority 1 to 3, Agreed on, Outcome."
            .to_owned(),
        "A round that is not open is opened, with a deadline a month after its quarter begins unless another is given. \
         Priorities are agreed on the deadline unless a day is given. Next comes a summary; nothing is recorded before."
            .to_owned(),
    ];
    Form::new(Purpose::Baseline, "Import an earlier round".to_owned(), Vec::new(), context.round.id, fields)
        .about(about)
}

pub fn read(reader: &mut FieldReader<'_>) -> Option<BaselineForm> {
    let path = unquote(reader.value("file")).to_owned();
    if path.is_empty() {
        reader.refuse("file", "give the file: type its path, or drop it on the terminal");
    }
    let quarter = Quarter::parse(reader.value("round"));
    if quarter.is_none() {
        reader.refuse("round", "give the quarter of the round, as 2023-Q2");
    }
    let deadline = reader.optional_date("deadline", DateBias::Past);
    let agreed_on = reader.optional_date("agreed-on", DateBias::Past);
    Some(BaselineForm { path, quarter: quarter?, deadline, agreed_on })
}
