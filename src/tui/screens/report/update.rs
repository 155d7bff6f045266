//! Key handlers of the report.

use crate::tui::app::shared::Shared;
use crate::tui::app::step::Step;
use crate::tui::screens::report::state::ReportScreen;

pub fn next_chart(screen: &mut ReportScreen, _: &Shared) -> Step {
    screen.step_chart(1);
    Step::none()
}

pub fn previous_chart(screen: &mut ReportScreen, _: &Shared) -> Step {
    screen.step_chart(-1);
    Step::none()
}
