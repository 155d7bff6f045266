//! The text of a blank slip.

use charter::untrusted::Untrusted;

/// The beginning of the first label; the council's name, its code and the round follow.
pub(super) const OPENING: &str = "[Reply slip for ";
pub(super) const CODE: &str = ", code ";
pub(super) const ROUND: &str = ", round ";
pub(super) const INTRODUCTION: &str =
    "Please write behind the brackets, and leave a line as it is if you have nothing to say there.";
/// The beginning of the line of last priorities; their texts and a bracket follow. It is no box.
pub(super) const LAST: &str = "[Last priorities, as we have them: ";
/// The labels of the boxes, in order.
pub(super) const BOXES: [&str; 6] = [
    "[Do you wish to take part? yes or no]",
    "[Priority 1]",
    "[Priority 2]",
    "[Priority 3]",
    "[How often shall we be in touch? monthly, quarterly, six-monthly, yearly or as needed]",
    "[In which way? in person, digital, written update, phone or not required]",
];
pub(super) const CLOSING: &str = "[End of the reply slip]";

/// What the boxes ask, for a sentence.
pub(super) const BOX_NAMES: [&str; BOXES.len()] =
    ["takes part", "priority 1", "priority 2", "priority 3", "how often", "by which method"];

/// The headings of the slip as a table, which has a row for each council. The importer of sheets knows them too.
pub const HEADINGS: [&str; 10] =
    ["Code", "Council", "Round", "Date", "Takes part", "Priority 1", "Priority 2", "Priority 3", "Frequency", "Method"];
/// The index of the heading of the first box; those of the other boxes follow.
pub(super) const FIRST_BOX: usize = HEADINGS.len() - BOXES.len();

/// A blank slip. `code` is the code of a parish of the council, `round` that of a quarter, `last` are its priorities so far.
pub fn blank_slip(council: &Untrusted, code: &str, round: &str, last: &[&Untrusted]) -> String {
    let mut slip = format!("{OPENING}{}{CODE}{code}{ROUND}{round}]\n{INTRODUCTION}\n", clean(council));
    if !last.is_empty() {
        let last: Vec<String> = last.iter().map(|text| clean(text)).collect();
        slip.push_str(&format!("{LAST}{}]\n", last.join("; ")));
    }
    write_boxes(&mut slip, &[const { String::new() }; BOXES.len()]);
    slip
}

/// A slip with its answers, which may have several lines. `code` and `round` hold letters, digits and hyphens only.
pub(super) fn filled_slip(council: &str, code: &str, round: &str, answers: &[String; BOXES.len()]) -> String {
    let mut slip = format!("{OPENING}{}{CODE}{code}{ROUND}{round}]\n", clean(&Untrusted::from(council)));
    write_boxes(&mut slip, answers);
    slip
}

fn write_boxes(slip: &mut String, answers: &[String; BOXES.len()]) {
    for (label, answer) in BOXES.iter().zip(answers) {
        slip.push_str(format!("{label} {answer}").trim_end());
        slip.push('\n');
    }
    slip.push_str(CLOSING);
}

/// Without brackets, which only labels have.
pub(super) fn clean(text: &Untrusted) -> String {
    text.clean_for_letter().replace('[', "(").replace(']', ")")
}
