//! What the commands of the brief do.

use super::layer::Layer;
use super::msg::Effect;
use crate::tui::app::model::Model;
use crate::tui::dialogs::brief::BriefPage;
use crate::tui::keys::command::Cmd;
use charter::brief::Brief;
use charter::council_file::CouncilFile;

/// Opens the page about a council.
pub fn open(model: &mut Model, file: &CouncilFile) {
    let brief = Brief::build(file, model.snapshot.round(), model.snapshot.as_at());
    model.layers.push(Layer::Brief(Box::new(BriefPage::new(&brief))));
}

/// Scrolls, copies or closes the page.
pub fn run(model: &mut Model, command: Cmd) -> Vec<Effect> {
    let size = model.size;
    let Some(Layer::Brief(page)) = model.layers.last_mut() else { return Vec::new() };
    match command {
        Cmd::BriefDown => page.step(1, size),
        Cmd::BriefUp => page.step(-1, size),
        Cmd::BriefPageDown => page.step(BriefPage::page(size), size),
        Cmd::BriefPageUp => page.step(-BriefPage::page(size), size),
        Cmd::BriefCopy => return vec![Effect::Copy(page.text())],
        _ => {
            model.layers.pop();
        }
    }
    Vec::new()
}
