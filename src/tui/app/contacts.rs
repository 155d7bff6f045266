//! Importing a list of contacts, on the screen.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::tui::app::apply::{apply_step, note_saved_at};
use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::effect::Effect;
use crate::tui::app::home_path::expand_home;
use crate::tui::app::import_progress::ContactReport;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::step::Step;
use crate::tui::dialogs::import::ReportDialog;
use crate::tui::forms::import_contacts::{self, ContactsRequest};
use crate::tui::forms::purpose::Purpose;

/// What the worker imports.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactsJob {
    pub path: PathBuf,
    pub role: Option<String>,
    pub checked_on: Option<NaiveDate>,
    pub as_at: NaiveDate,
}

pub fn open(model: &mut Model) -> Vec<Effect> {
    let form = import_contacts::open(&model.shared.form_context());
    apply_step(model, Step::open_form(form))
}

/// The form stays until the list is read; keys wait.
pub fn start(model: &mut Model, request: ContactsRequest) -> Vec<Effect> {
    let Some(path) = expand_home(&request.path, model.shared.home.as_ref()) else {
        let why = "there is no home folder here: write the whole path instead of ~".to_owned();
        set_error(model, why);
        return Vec::new();
    };
    model.awaiting = Some(Awaiting::Contacts);
    let (role, checked_on, as_at) = (request.role, request.checked_on, model.shared.snapshot.as_at());
    vec![Effect::ImportContacts(Box::new(ContactsJob { path, role, checked_on, as_at }))]
}

fn set_error(model: &mut Model, why: String) {
    if let Some(Layer::Form(form)) = model.layers.last_mut() {
        let field = if form.purpose == Purpose::ImportContacts { "file" } else { "contacts" };
        form.set_error(field, why);
    }
}

/// What follows an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// Something was saved, so the lists have to be read again.
    pub is_saved: bool,
    /// The other first steps follow.
    pub is_first_step: bool,
}

pub fn ended(model: &mut Model, result: Result<ContactReport, String>) -> Ended {
    if model.awaiting == Some(Awaiting::Contacts) {
        model.awaiting = None;
    }
    let report = match result {
        Ok(report) => report,
        Err(why) => {
            model.stop_waiting();
            set_error(model, why);
            return Ended::default();
        }
    };
    let is_saved = report.saved.is_some();
    report.saved.iter().for_each(|saved| note_saved_at(model, saved));
    let form = model.layers.pop_if(|layer| matches!(layer, Layer::Form(_)));
    let is_first_step = matches!(&form, Some(Layer::Form(form)) if matches!(form.purpose, Purpose::FirstSteps(_)));
    let dialog = Layer::ImportReport(Box::new(ReportDialog::contacts(&report, is_first_step)));
    match form {
        Some(Layer::Form(mut form)) if is_first_step => {
            // The report lies beneath the form until the other steps are done.
            form.field_mut("contacts").into_iter().for_each(|field| field.set(""));
            model.layers.extend([dialog, Layer::Form(form)]);
        }
        Some(Layer::Form(form)) => {
            if report.is_taken {
                model.drafts.forget(&form);
            } else {
                // The path was probably wrong, so the form stays beneath.
                model.layers.push(Layer::Form(form));
            }
            model.layers.push(dialog);
        }
        _ => model.layers.push(dialog),
    }
    Ended { is_saved, is_first_step }
}
