//! The picker of saved views: a digit opens one, a letter saves or removes one.

use charter::untrusted::sanitize;

use crate::list_views::ListViews;
use crate::tui::dialogs::picker::{Choice, Pick, PickTarget};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickedView {
    /// By the index in [`ListViews::views`].
    Open(usize),
    Save,
    /// The view that is open.
    Delete,
}

const SAVE: &str = "save";
const DELETE: &str = "delete";

impl PickedView {
    pub fn of(pick: &Pick) -> Option<Self> {
        match pick.matches().get(pick.list.cursor)?.value.as_deref()? {
            SAVE => Some(Self::Save),
            DELETE => Some(Self::Delete),
            index => index.parse().ok().map(Self::Open),
        }
    }
}

/// `open` is the name of the view on screen.
pub fn view_choices(views: &ListViews, open: Option<&str>) -> Pick {
    let choice =
        |value: String, label: String, letter: Option<char>| Choice { value: Some(value), label, count: 0, letter };
    let mut choices: Vec<Choice> = Vec::new();
    for (index, view) in views.views.iter().enumerate() {
        let digit =
            u32::try_from(index + 1).ok().filter(|digit| *digit < 10).and_then(|digit| char::from_digit(digit, 10));
        let start = if view.start { "  (at the start)" } else { "" };
        choices.push(choice(index.to_string(), format!("{}{start}", sanitize(&view.name)), digit));
    }
    choices.push(choice(SAVE.to_owned(), "save the list as it is as a view …".to_owned(), Some('s')));
    if let Some(known) = open.and_then(|name| views.find(name)) {
        choices.push(choice(DELETE.to_owned(), format!("remove the view {}", sanitize(&known.name)), Some('x')));
    }
    Pick::of(PickTarget::View, choices)
}
