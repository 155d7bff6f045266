//! The picker of the column that sorts the list: a letter for each.

use charter::list_column::ListColumn;
use charter::list_table::ListSort;

use crate::tui::dialogs::picker::{Choice, Pick, PickTarget};
use crate::tui::ui::list_state::ListState;

/// The column that sorts now is in focus.
pub fn sort_choices(now: Option<ListSort>) -> Pick {
    let choice = |column: &ListColumn| {
        let hint = match now.filter(|sort| sort.column == *column) {
            Some(sort) if sort.descending => ": again sorts it from the first to the last",
            Some(_) => ": again sorts it from the last to the first",
            None => "",
        };
        let label = format!("{}{hint}", column.label());
        Choice { value: Some(column.code().to_owned()), label, count: 0, letter: Some(column.letter()) }
    };
    let register = Choice {
        value: None,
        label: "as in the register: by county and name".to_owned(),
        count: 0,
        letter: Some(ListSort::CLEAR),
    };
    let choices = ListColumn::ALL.iter().map(choice).chain([register]).collect();
    let cursor = now.map_or(0, |sort| sort.column as usize);
    Pick { list: ListState::at(cursor), ..Pick::of(PickTarget::Sort, choices) }
}

/// `None` for the order of the register.
pub fn picked_sort(pick: &Pick, before: Option<ListSort>) -> Option<ListSort> {
    let column = pick.matches().get(pick.list.cursor)?.value.as_deref().and_then(ListColumn::from_code)?;
    Some(ListSort::by(column, before))
}
