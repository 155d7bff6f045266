use super::{RowAnswer, RowInput, read_answer, source_from_row};
use crate::columns::DateOrder;
use charter::column::{Column, Mapping};
use charter::untrusted::Untrusted;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};
use rstest::rstest;

const COLUMNS: [Column; 12] = [
    Column::Council,
    Column::Code,
    Column::County,
    Column::Received,
    Column::Sender,
    Column::Wish,
    Column::Priority,
    Column::Priority,
    Column::Frequency,
    Column::Method,
    Column::Views,
    Column::Status,
];
const HEADER: [&str; 12] =
    ["Parish", "Code", "District", "Date", "Email", "Engage?", "P1", "P2", "How often", "Method", "Notes", "Status"];

fn source(
    mapping: &Mapping,
    header: &[Untrusted],
    cells: &[Untrusted],
    file: &str,
    line: u64,
) -> Result<charter::incoming::Source, String> {
    source_from_row(RowInput { mapping, header, cells, notes: &[], file, line, dates: DateOrder::DayFirst })
}

fn mapping() -> Mapping {
    Mapping { columns: COLUMNS.to_vec() }
}

fn untrusted(cells: &[&str]) -> Vec<Untrusted> {
    cells.iter().map(|cell| Untrusted::from(*cell)).collect()
}

/// The values of an answer with the words of the text that each points at.
fn summary(answer: &RowAnswer, text: &str) -> Vec<String> {
    let at = |span: &charter::incoming::Span| text[span.from..span.to].to_owned();
    let mut summary: Vec<String> = [&answer.named, &answer.code, &answer.area].into_iter().flatten().cloned().collect();
    summary.extend(answer.wish.iter().map(|(wish, span)| format!("wish {} <{}>", wish.code(), at(span))));
    summary.extend(answer.priorities.iter().map(|(value, span)| format!("priority {value} <{}>", at(span))));
    summary.extend(answer.frequency.iter().map(|(value, span)| format!("{} <{}>", value.code(), at(span))));
    summary.extend(answer.method.iter().map(|(value, span)| format!("{} <{}>", value.code(), at(span))));
    summary.extend(answer.views.iter().map(|(value, span)| format!("views {value} <{}>", at(span))));
    summary.extend(answer.holding.iter().map(|span| format!("holding <{}>", at(span))));
    summary
}

#[test]
fn a_whole_row_is_read() {
    let cells = untrusted(&[
        "Wem Town Council",
        "E04011256",
        "Shropshire",
        "12/9/2023 14:05",
        "The clerk <Clerk@Wem.example>",
        "Yes - we would like to continue",
        "Speeding",
        "Parking\nat the school",
        "every 3 months",
        "Teams",
        "Thank you",
        "Replied",
    ]);
    let source = source(&mapping(), &untrusted(&HEADER), &cells, "tracker.csv", 7).unwrap();
    assert_eq!(source.received.unwrap().to_string(), "2023-09-12T14:05:00");
    assert_eq!((source.sender.raw(), source.file.raw(), source.number), ("clerk@wem.example", "tracker.csv", 7));
    let answer = read_answer(&source);
    assert_eq!(
        summary(&answer, source.text.raw()),
        [
            "Wem Town Council",
            "E04011256",
            "Shropshire",
            "wish yes <Yes - we would like to continue>",
            "priority Speeding <Speeding>",
            "priority Parking\nat the school <Parking\n    at the school>",
            "quarterly <every 3 months>",
            "digital <Teams>",
            "views Thank you <Thank you>",
        ]
    );
}

fn answer_of(mapping: &Mapping, header: &[Untrusted], text: &str) -> RowAnswer {
    super::read_fields(&super::row_fields(mapping, header, text), text)
}

#[rstest]
#[case(Column::Wish, "maybe", &[])]
#[case(Column::Wish, "On our October agenda", &["holding <On our October agenda>"])]
#[case(Column::Status, "Declined", &["wish no <Declined>"])]
#[case(Column::Status, "Holding", &["holding <Holding>"])]
#[case(Column::Priorities, "1. Speeding 2. Parking 3. ASB 4. Drugs", &[
    "priority Speeding <Speeding>", "priority Parking <Parking>", "priority ASB <ASB>", "priority Drugs <Drugs>",
])]
#[case(Column::Priority, "n/a", &[])]
#[case(Column::Frequency, "each August", &["other: each August <each August>"])]
#[case(Column::Method, "-", &[])]
#[case(Column::Unused, "yes", &[])]
fn answers_of_one_cell(#[case] column: Column, #[case] cell: &str, #[case] wanted: &[&str]) {
    let header = untrusted(&["X"]);
    let text = super::format_row(&header, &untrusted(&[cell]));
    assert_eq!(summary(&answer_of(&Mapping { columns: vec![column] }, &header, &text), &text), wanted);
}

/// A cell that contradicts the answer or refers to another place is flagged.
#[rstest]
#[case::unchanged(&[("Priority 1", Column::Priority)], &["As last time"], "same")]
#[case::elsewhere(&[("Priorities", Column::Priorities)], &["see attached letter"], "elsewhere")]
#[case::withdrawn(&[("Wish", Column::Wish), ("Status", Column::Status)], &["Yes", "Withdrawn"], "otherwise")]
#[case::silent(&[("P1", Column::Priority), ("Status", Column::Status)], &["Speeding", "No reply"], "otherwise")]
#[case::holding(&[("P1", Column::Priority), ("Status", Column::Status)], &["Speeding", "On Oct agenda"], "otherwise")]
#[case::agrees(&[("Wish", Column::Wish), ("Status", Column::Status)], &["No", "Declined"], "")]
#[case::bare(&[("Wish", Column::Wish), ("Status", Column::Status)], &["Yes", "0"], "")]
#[case::nothing_to_add(&[("Else?", Column::Views)], &["No, thank you"], "")]
fn contradictions_in_a_row(#[case] columns: &[(&str, Column)], #[case] cells: &[&str], #[case] wanted: &str) {
    let header = untrusted(&columns.iter().map(|(heading, _)| *heading).collect::<Vec<_>>());
    let mapping = Mapping { columns: columns.iter().map(|(_, column)| *column).collect() };
    let answer = answer_of(&mapping, &header, &super::format_row(&header, &untrusted(cells)));
    let marks = [("same", answer.unchanged), ("elsewhere", answer.elsewhere), ("otherwise", answer.contradiction)];
    let found: Vec<&str> = marks.iter().filter(|(_, span)| span.is_some()).map(|(name, _)| *name).collect();
    assert_eq!(
        (found.concat().as_str(), answer.views, answer.priorities.is_empty() || wanted == "otherwise"),
        (wanted, None, true)
    );
}

#[test]
fn views_of_several_columns_are_joined() {
    let header = untrusted(&["Notes", "Comments"]);
    let mapping = Mapping { columns: vec![Column::Views, Column::Views] };
    let text = super::format_row(&header, &untrusted(&["one", "two"]));
    assert_eq!(summary(&answer_of(&mapping, &header, &text), &text), ["views Notes: one\nComments: two <one>"]);
}

#[rstest]
#[case(&["Wem"], Err("it has no answer"))]
#[case(&["Wem", "", "", "", "", "n/a", "-"], Err("it has no answer"))]
#[case(&["Wem", "", "", "", "", "No reply"], Err("it has no answer"))]
#[case(&["Wem", "", "", "", "", "", "", "", "", "", "", "Chased 12 Sep"], Err("it has no answer"))]
#[case(&["Wem", "", "", "awaiting"], Err("it has no answer"))]
#[case(&["Wem", "", "", "12/9/2023"], Ok("2023-09-12"))]
#[case(&["Wem", "", "", "", "", "✓"], Ok("-"))]
#[case(&["Wem", "", "", "", "", "", "", "", "", "", "Chased by cars"], Ok("-"))]
#[case(&["Wem", "", "", "", "", "yes"], Ok("-"))]
#[case(&["Wem", "", "", "45181", "", "no"], Ok("2023-09-12 (the date “45181” is a number; it was read as 12 September 2023, the day that a spreadsheet stores so)"))]
#[case(&["Wem", "", "", "32/9/2023", "", "yes"], Ok("- (the date “32/9/2023” is no date; the row came in without a date)"))]
#[case(&["Total", "", "", "", "", "12"], Err("it is a line of totals"))]
#[case(&["Total replies: 12", "", "", "", "", "12"], Err("it is a line of totals"))]
#[case(&["", "", "Total", "", "", "yes"], Err("it is a line of totals"))]
#[case(&["", "", "", "", "", "#N/A"], Ok("- (the cell “Engage?” on line 2 is #N/A, an error of the spreadsheet, so it was not read; look there what it should say)"))]
fn a_row_without_answer_is_none_and_a_wrong_date_is_told(#[case] cells: &[&str], #[case] wanted: Result<&str, &str>) {
    let read = source(&mapping(), &untrusted(&HEADER), &untrusted(cells), "tracker.csv", 2);
    let read = read.map(|source| {
        let received = source.received.map_or_else(|| "-".to_owned(), |received| received.to_string());
        source.warnings.iter().fold(received, |value, summary| format!("{value} ({summary})"))
    });
    assert_eq!(read, wanted.map(str::to_owned).map_err(str::to_owned));
}

#[test]
fn an_ambiguous_date_becomes_a_warning() {
    let cells = untrusted(&["Wem", "", "", "9/12/23 14:05:33", "", "yes"]);
    let (mapping, header, cells) = (&mapping(), &untrusted(&HEADER), &cells[..]);
    let read =
        |dates| source_from_row(RowInput { mapping, header, cells, notes: &[], file: "forms.csv", line: 2, dates });
    assert_eq!(read(DateOrder::DayFirst).unwrap().received.unwrap().to_string(), "2023-12-09T14:05:33");
    let doubtful = read(DateOrder::MonthFirst).unwrap();
    assert!(doubtful.warnings[0].contains("may be 9 December 2023 or 12 September 2023"), "{:?}", doubtful.warnings);
    assert_eq!(doubtful.received, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What a cell contains is what is read from the text of the row.
    #[test]
    fn every_cell_round_trips(header in vec("[a:b \n(2)]{0,5}", 12), cells in vec("[wx:;\n\r ]{0,12}|\\PC{0,16}", 12)) {
        let (header, mut cells) = (
            header.into_iter().map(Untrusted::from).collect::<Vec<_>>(),
            cells.into_iter().map(Untrusted::from).collect::<Vec<_>>(),
        );
        cells[3] = Untrusted::from("2023-09-12");
        let source = source(&mapping(), &header, &cells, "x.csv", 2).unwrap();
        let answer = read_answer(&source);
        let cell = |index: usize| {
            let plain = cells[index].raw().replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
            (!super::is_blank_value(&plain) && !super::is_faulty_cell(&plain)).then_some(plain)
        };
        let priorities: Vec<String> = answer.priorities.iter().map(|(value, _)| value.clone()).collect();
        prop_assert_eq!(priorities, [6, 7].into_iter().filter_map(cell).collect::<Vec<_>>());
        prop_assert_eq!(answer.views.as_ref().map(|(value, _)| value.clone()), cell(10));
        prop_assert_eq!((answer.named, answer.code, answer.area), (cell(0), cell(1), cell(2)));
    }

    #[test]
    fn no_text_panics(text in "(\\PC|\n|    |: |Parish|P1|P2){0,40}") {
        let answer = answer_of(&mapping(), &untrusted(&HEADER), &text);
        summary(&answer, &text);
    }
}
