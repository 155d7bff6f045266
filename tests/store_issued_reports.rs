//! Issued reports: kept as they were, whatever is recorded afterwards.

mod common;

use charter::change::Act;
use charter::edit::Refusal;
use charter::issued_report::{changed_figures, digest_of};
use charter::untrusted::Untrusted;
use common::*;
use rusqlite::Connection;
use store::ApplyError;

#[test]
fn an_issued_report_stays_as_it_was_and_undo_removes_the_newest() {
    let mut desk = TestStore::new();
    desk.apply(issued_report(&desk, None));
    let issued = desk.store.issued_reports().unwrap();
    assert_eq!(issued[0].facts.figures[1].n, 0.1 + 0.2, "the number itself, not one near it");
    assert_eq!(issued[0].facts.sha256, digest_of(&issued[0].facts.figures));
    desk.apply(note(1, "recorded later"));
    desk.apply(issued_report(&desk, Some(1)));
    let mut desk = desk.reopened();
    let now_issued = desk.store.issued_reports().unwrap();
    assert_eq!(now_issued[0], issued[0]);
    let changed = changed_figures(&now_issued[0].facts.figures, &now_issued[1].facts.figures);
    assert_eq!(changed.len(), 1);
    assert_eq!((changed[0].issued.as_ref().unwrap().n, changed[0].now.as_ref().unwrap().n), (4.0, 5.0));
    desk.store.undo(BY, now()).unwrap();
    assert_eq!(desk.store.issued_reports().unwrap(), issued);
    desk.store.verify().unwrap();
    let id = issued[0].id;
    assert_eq!(desk.store.issued_report(id).unwrap().as_ref(), issued.first());
}

#[test]
fn another_program_cannot_change_an_issued_report_either() {
    let mut desk = TestStore::new();
    desk.apply(issued_report(&desk, None));
    let path = desk.path();
    let changed = Connection::open(path).unwrap().execute("update issued_reports set layout = 'committee'", []);
    assert!(changed.unwrap_err().to_string().contains("an issued report never changes"));
}

#[test]
fn a_report_without_figures_or_a_correction_without_a_reason_is_refused() {
    let mut desk = TestStore::new();
    let mut refuse = |spoil: fn(&mut charter::issued_report::IssuedReportFacts), corrects: Option<i64>| {
        let Act::IssueReport(mut act) = issued_report(&desk, corrects) else { panic!() };
        spoil(&mut act.facts);
        match desk.store.apply(&Act::IssueReport(act).into(), BY, now()).unwrap_err() {
            ApplyError::Refused(Refusal::Invalid(why)) => why,
            ApplyError::Refused(Refusal::Gone { what }) => what,
            other => panic!("{other}"),
        }
    };
    assert!(refuse(|facts| facts.figures.clear(), None).contains("no figures"));
    assert!(refuse(|facts| facts.figures[0].n = f64::NAN, None).contains("no number"));
    assert!(refuse(|facts| facts.to = Untrusted::default(), None).contains("which body or role"));
    assert!(refuse(|facts| facts.reason = "late".into(), None).contains("which report it corrects"));
    assert!(refuse(|_| {}, Some(9)).contains("issued report 9"));
    desk.apply(issued_report(&desk, None));
    let Act::IssueReport(mut act) = issued_report(&desk, Some(1)) else { panic!() };
    act.facts.reason = Untrusted::default();
    let refused = desk.store.apply(&Act::IssueReport(act).into(), BY, now()).unwrap_err().to_string();
    assert!(refused.contains("needs its reason"), "{refused}");
}
