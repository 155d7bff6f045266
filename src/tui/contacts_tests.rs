//! Importing contacts, the first steps with a list of contacts, and the filters for contacts.

use std::path::PathBuf;

use charter::change::Act;
use charter::filter::Show;

use crate::tui::app::contacts::ContactsJob;
use crate::tui::app::effect::Effect;
use crate::tui::app::import_progress::ContactReport;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::tab::Tab;
use crate::tui::app::update::update;
use crate::tui::forms::contact;
use crate::tui::forms::form::Form;
use crate::tui::testing::work::{ABBEY, ROSS};
use crate::tui::testing::{applied, day, file, model, press, saved, screen};

fn report(is_saved: bool) -> ContactReport {
    let Msg::Saved(saved) = saved("contacts from clerks.csv: 12 new, 0 amended") else { panic!() };
    ContactReport {
        words: "contacts from clerks.csv: 12 new, 0 amended, 0 unchanged, 1 asked about".to_owned(),
        lines: vec!["row 7, “Wellington”: several councils may be meant: Wellington, Herefordshire (195)".to_owned()],
        is_taken: is_saved,
        saved: is_saved.then_some(saved),
    }
}

fn asked_for(effects: &[Effect]) -> &ContactsJob {
    match effects {
        [Effect::ImportContacts(job)] => job,
        other => panic!("{other:?}"),
    }
}

fn importing() -> Model {
    let mut model = model(80, 24);
    press(&mut model, ": \"import contacts\" Enter");
    assert!(screen(&model).contains("Names of people are left out"), "{}", screen(&model));
    let effects = press(&mut model, "\"'/media/x/clerks.csv'\" Tab Right Tab \"1 oct\" C-s");
    let job = asked_for(&effects);
    assert_eq!((&job.path, job.as_at), (&PathBuf::from("/media/x/clerks.csv"), day()));
    assert_eq!((job.role.as_deref(), job.checked_on), (Some("clerk"), "2023-10-01".parse().ok()));
    model
}

#[test]
fn a_list_is_imported_and_its_report_can_be_undone() {
    let mut model = importing();
    let effects = update(&mut model, Msg::ContactsImported(Ok(report(true))));
    assert!(matches!(effects.last(), Some(Effect::ReadSnapshot(..))), "{effects:?}");
    assert!(screen(&model).contains("12 new") && screen(&model).contains("several councils may be meant"));
    assert_eq!(press(&mut model, "u"), [Effect::Undo]);
    assert!(model.layers.is_empty());
}

#[test]
fn a_list_that_cannot_be_read_is_said_at_its_field() {
    let mut model = importing();
    let effects = update(&mut model, Msg::ContactsImported(Err("it is empty; nothing was imported".to_owned())));
    assert_eq!(effects, [Effect::SaveDrafts]);
    assert!(screen(&model).contains("it is empty; nothing was imported") && screen(&model).contains("Import contacts"));
    let mut model = importing();
    update(&mut model, Msg::ContactsImported(Ok(report(false))));
    assert!(screen(&model).contains("nothing was recorded"), "{}", screen(&model));
    press(&mut model, "Esc");
    assert!(screen(&model).contains("/media/x/clerks.csv"), "the path can be mended: {}", screen(&model));
    press(&mut model, "BackTab BackTab C-u C-s");
    assert!(screen(&model).contains("give the file"), "{}", screen(&model));
}

#[test]
fn the_first_steps_import_the_contacts_first() {
    let mut model = model(80, 24);
    press(&mut model, ": \"first steps\" Enter");
    let typed = "Tab \"4 sep\" Tab Tab \"~/clerks.csv\" C-s";
    assert_eq!(press(&mut model, typed), [], "there is no home folder");
    assert!(screen(&model).contains("no home folder here"), "{}", screen(&model));
    let effects = press(&mut model, "C-u \"/x/clerks.csv\" C-s");
    assert_eq!(asked_for(&effects).path, PathBuf::from("/x/clerks.csv"));
    let effects = update(&mut model, Msg::ContactsImported(Ok(report(true))));
    let Act::Round(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.issued_on, "2023-09-04".parse().ok());
    assert!(screen(&model).contains("First steps"), "the report waits: {}", screen(&model));
    update(&mut model, saved("dates of round 2023-Q4"));
    assert!(screen(&model).contains("several councils may be meant"), "{}", screen(&model));
}

#[test]
fn a_failed_list_of_the_first_steps_changes_nothing() {
    let mut model = model(80, 24);
    let effects = press(&mut model, ": \"first steps\" Enter Tab \"4 sep\" Tab Tab \"/x/clerks.csv\" C-s");
    asked_for(&effects);
    let effects = update(&mut model, Msg::ContactsImported(Err("there is no such file".to_owned())));
    assert_eq!(effects, [Effect::SaveDrafts]);
    assert!(screen(&model).contains("there is no such file") && screen(&model).contains("First steps"));
}

#[test]
fn contacts_to_mend_are_filters_of_the_list() {
    for (typed, show) in [
        ("contacts: no address", Show::NoAddress),
        ("contacts: bounced", Show::Bounced),
        ("contacts: not checked", Show::Unchecked),
    ] {
        let mut model = model(80, 24);
        press(&mut model, &format!("3 : \"{typed}\" Enter"));
        assert_eq!(model.tab, Tab::Councils);
        assert_eq!(model.shared.search.filter.show, [show].into(), "{typed}");
    }
}

/// A contact of Ross-on-Wye and another council, in its form.
fn shared_contact() -> (Form, Model) {
    let (mut model, mut file) = (model(80, 24), file(ROSS));
    file.contacts[0].councils.push(ABBEY);
    let context = model.shared.form_context();
    let form = contact::open_known(&file.contacts[0], &file, &context);
    model.layers.push(Layer::Form(Box::new(form.clone())));
    (form, model)
}

#[test]
fn a_shared_contact_is_changed_for_all_its_councils_or_for_one() {
    let (form, mut model) = shared_contact();
    assert!(form.fields.iter().any(|field| field.name == "scope" && field.value() == "all 2 councils"));
    let effects = press(&mut model, "Tab C-u \"new@ross.example\" C-s");
    let Act::Contact(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.known.is_some(), act.councils.len()), (true, 2));

    let (form, mut model) = shared_contact();
    let to_scope = "Tab ".repeat(form.fields.len() - 1);
    press(&mut model, &format!("{to_scope} Right C-s"));
    assert!(screen(&model).contains("give another role or address"), "{}", screen(&model));
    let back = "BackTab ".repeat(form.fields.len() - 2);
    let effects = press(&mut model, &format!("{back} C-u \"new@ross.example\" C-s"));
    let acts = &applied(&effects).acts;
    let [Act::Contact(own), Act::Contact(others)] = acts.as_slice() else { panic!("{acts:?}") };
    assert_eq!((own.known, own.councils.as_slice(), own.facts.email.raw()), (None, &[ROSS][..], "new@ross.example"));
    assert_eq!((others.councils.as_slice(), others.facts.email.raw()), (&[ABBEY][..], "clerk@council.example"));
}
