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

/// A blank slip. `code` is the code of a parish of the council, `round` that of a quarter, `last` are its priorities so far.
pub fn blank_slip(council: &Untrusted, code: &str, round: &str, last: &[&Untrusted]) -> String {
    let clean = |text: &Untrusted| text.clean_for_letter().replace('[', "(").replace(']', ")");
    let mut slip = format!("{OPENING}{}{CODE}{code}{ROUND}{round}]\n{INTRODUCTION}\n", clean(council));
    if !last.is_empty() {
        let last: Vec<String> = last.iter().map(|text| clean(text)).collect();
        slip.push_str(&format!("{LAST}{}]\n", last.join("; ")));
    }
    for label in BOXES {
        slip.push_str(label);
        slip.push('\n');
    }
    slip.push_str(CLOSING);
    slip
}
