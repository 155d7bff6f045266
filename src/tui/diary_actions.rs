//! What is done in the diary: going from month to month, and planning, moving and calling off meetings.

use super::app::Model;
use super::command::Cmd;
use super::msg::Effect;

/// Runs one of the commands of the diary.
pub fn run(model: &mut Model, command: Cmd) -> Vec<Effect> {
    match command {
        Cmd::MonthBefore => go_by_month(model, false),
        Cmd::MonthAfter => go_by_month(model, true),
        Cmd::DiaryToday => {
            let today = model.desk.as_at();
            go_to_day(model, today)
        }
        _ => Vec::new(),
    }
}

fn go_by_month(model: &mut Model, forward: bool) -> Vec<Effect> {
    let first = model.diary.month_beside(forward);
    go_to_day(model, first)
}

fn go_to_day(model: &mut Model, day: chrono::NaiveDate) -> Vec<Effect> {
    model.diary.go_to(day).map(Effect::ReadDiary).into_iter().collect()
}
