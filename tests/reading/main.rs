//! Precision and recall of each field on replies labelled by hand.
//!
//! `cargo test --locked --test reading -- --nocapture` prints the table and the differences from the labels. A field
//! that is filled in must be right in at least 95 of 100 proposals. The reader's model learnt from these replies: the table
//! says that nothing broke, and what to expect of other authors is measured by `trainer evaluate`.

mod score;

use score::{Field, Table};
use trainer::corpus::{self, all};

/// Minimum precision of a field that is filled in.
const MIN_PRECISION: f64 = 0.95;

fn measure(folder: &str) -> Table {
    let replies = all(folder);
    assert!(replies.len() >= 60, "{} replies in {folder}", replies.len());
    let mut table = Table::default();
    for reply in &replies {
        table.add(reply);
    }
    println!("{folder}: {} replies\n{table}", replies.len());
    table
}

/// One set was used to write the rules, and shows what they can do. The other was never used, and shows what to expect
/// of a new mail. A field is filled in if it is right often enough in both.
#[test]
fn fields_that_are_filled_in_are_right() {
    let tables = [measure("corpus"), measure("held-out")];
    for (field, table) in Field::ALL.iter().flat_map(|field| tables.iter().map(move |table| (field, table))) {
        let score = table.of(*field);
        assert!(
            !field.is_filled_in() || score.precision() >= MIN_PRECISION,
            "{}: {:.3} of the proposals are right, too few to be filled in",
            field.label(),
            score.precision()
        );
    }
}

#[test]
fn a_bad_label_is_told_with_its_line() {
    let told = |text: &str| corpus::parse("07-x.txt", text).unwrap_err();
    assert_eq!(told("=== a: b\nwish: perhaps\n---\ntext"), "07-x.txt line 2: perhaps is no wish");
    assert_eq!(told("=== a: b\nwhish: yes\n---\ntext"), "07-x.txt line 2: whish is no label");
    assert_eq!(told("=== a: b\npriority: litter\n---\ntext"), "07-x.txt line 2: a priority needs || and a category");
    assert_eq!(told("=== a: b\nwish: yes\ntext"), "07-x.txt line 3: a label has a colon");
    assert_eq!(told("text"), "07-x.txt line 1: a reply begins with ===");
}

#[test]
fn a_wrong_proposal_and_a_missed_one_count() {
    let replies = corpus::parse("x", "=== a: b\nwish: no\npriority: drugs || -\n---\nYes please.").unwrap();
    let mut table = Table::default();
    table.add(&replies[0]);
    let (wish, priorities) = (table.of(Field::Wish), table.of(Field::Priorities));
    assert_eq!((wish.labelled, wish.proposed, wish.right), (1, 1, 0));
    assert_eq!((priorities.labelled, priorities.proposed, priorities.right), (1, 0, 0));
}
