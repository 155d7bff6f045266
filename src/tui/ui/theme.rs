//! Colours by role. A colour only repeats what a word or a mark already says.
//!
//! Blue, orange and grey carry the meaning, so that colour-blind readers lose nothing. The plain theme sets no colour,
//! because under `NO_COLOR` crossterm also drops the attributes of a coloured cell.

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;

pub use crate::tui::ui::palette::Role;
use crate::tui::ui::palette::{Palette, Tint};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Sets no colour.
    None,
    /// The sixteen of the terminal's own palette.
    Sixteen,
    Palette,
    True,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    depth: Depth,
    palette: Palette,
    pub ascii: bool,
    /// Draws words only, for a screen reader.
    pub reader: bool,
}

impl Theme {
    pub fn new(depth: Depth, palette: Palette, ascii: bool) -> Self {
        Self { depth, palette, ascii, reader: false }
    }

    #[must_use]
    pub fn for_reader(self, reader: bool) -> Self {
        Self { reader, ..self }
    }

    pub fn plain(ascii: bool) -> Self {
        Self::new(Depth::None, Palette::Dark, ascii)
    }

    /// The theme after this one; `None` if no colour is drawn.
    pub fn next(self) -> Option<(Self, &'static str)> {
        let palette = self.palette.next();
        (self.depth != Depth::None).then_some((Self { palette, ..self }, palette.label()))
    }

    /// What is below everything: nothing for a theme that keeps the terminal's own ground.
    pub fn ground(self) -> Style {
        match self.palette.ground() {
            Some(ground) if self.depth != Depth::None => {
                Style::default().bg(self.color(ground)).fg(self.color(self.palette.tint(Role::Text)))
            }
            _ => Style::default(),
        }
    }

    pub fn style(self, role: Role) -> Style {
        let base = Style::default();
        match role {
            Role::Text => base,
            Role::Strong => base.add_modifier(Modifier::BOLD),
            Role::Dim if self.depth == Depth::None => base.add_modifier(Modifier::DIM),
            Role::Bad => self.tinted(role).add_modifier(Modifier::BOLD),
            _ => self.tinted(role),
        }
    }

    /// Words that a value was read from: underlined in the accent colour; without colours, also in brackets.
    pub fn highlight(self) -> (Style, &'static str, &'static str) {
        let style = self.style(Role::Accent).add_modifier(Modifier::UNDERLINED);
        if self.depth == Depth::None { (style, "[", "]") } else { (style, "", "") }
    }

    /// Words that sound like an answer and were not read: underlined in the warning colour; without colours, in braces.
    pub fn unread(self) -> (Style, &'static str, &'static str) {
        let style = self.style(Role::Warn).add_modifier(Modifier::UNDERLINED);
        if self.depth == Depth::None { (style, "{", "}") } else { (style, "", "") }
    }

    /// The row in focus: a background, or reversed without colours, where dim words would hardly show. It also has a mark.
    pub fn selection(self) -> Style {
        let base = Style::default().add_modifier(Modifier::BOLD).remove_modifier(Modifier::DIM);
        match self.depth {
            Depth::None | Depth::Sixteen => base.add_modifier(Modifier::REVERSED),
            // The terminal's own text may not stand out from our ground.
            Depth::Palette | Depth::True => {
                base.bg(self.color(self.palette.selection())).fg(self.color(self.palette.tint(Role::Text)))
            }
        }
    }

    /// A row in focus.
    pub fn select(self, mut line: Line<'static>) -> Line<'static> {
        for span in &mut line.spans {
            span.style = span.style.remove_modifier(Modifier::DIM);
        }
        line.patch_style(self.selection())
    }

    fn tinted(self, role: Role) -> Style {
        match self.depth {
            Depth::None => Style::default(),
            Depth::Sixteen | Depth::Palette | Depth::True => Style::default().fg(self.color(self.palette.tint(role))),
        }
    }

    fn color(self, Tint(rgb, indexed, named): Tint) -> Color {
        let [_, red, green, blue] = rgb.to_be_bytes();
        match self.depth {
            Depth::None => Color::Reset,
            Depth::Sixteen => named,
            Depth::Palette => Color::Indexed(indexed),
            Depth::True => Color::Rgb(red, green, blue),
        }
    }

    pub fn glyphs(self) -> &'static Glyphs {
        match (self.reader, self.ascii) {
            (true, _) => &WORDS,
            (false, true) => &ASCII,
            (false, false) => &UNICODE,
        }
    }
}

/// Every glyph that is not a letter. No emoji, nothing from the private use area.
#[derive(Debug)]
pub struct Glyphs {
    /// Before the row in focus.
    pub cursor: &'static str,
    pub tag: &'static str,
    pub open: &'static str,
    pub folded: &'static str,
    pub rule: &'static str,
    pub divider: &'static str,
    /// A cell without a value.
    pub empty: &'static str,
    /// Between the parts of a line.
    pub dot: &'static str,
    /// Filled, empty, and the seven eighths of a cell.
    pub bar: (&'static str, &'static str, [&'static str; 7]),
    /// The segments of a stacked bar, distinct without colour.
    pub segments: [&'static str; 5],
    /// Before and after a choice.
    pub choice: (&'static str, &'static str),
    /// Behind the heading of the sorted column: ascending, descending.
    pub sorted: (&'static str, &'static str),
    /// The moving part of a scrollbar.
    pub thumb: &'static str,
    /// The councils of each group on the map, in the order of `ResponseGroup::ALL`, distinct without colour.
    pub groups: [&'static str; 8],
    /// A council on the map with a reply waiting in the inbox.
    pub waiting: &'static str,
}

static UNICODE: Glyphs = Glyphs {
    cursor: "▌",
    tag: "•",
    open: "▾",
    folded: "▸",
    rule: "─",
    divider: "│",
    empty: "—",
    dot: "·",
    bar: ("█", "─", ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]),
    segments: ["█", "▓", "▒", "░", "─"],
    choice: ("‹", "›"),
    sorted: ("↑", "↓"),
    thumb: "▐",
    groups: ["●", "●", "◐", "?", "!", "○", "×", "□"],
    waiting: "◆",
};

static ASCII: Glyphs = Glyphs {
    cursor: ">",
    tag: "*",
    open: "v",
    folded: ">",
    rule: "-",
    divider: "|",
    empty: "-",
    dot: "-",
    bar: ("#", "-", ["-", "-", "-", "#", "#", "#", "#"]),
    segments: ["#", "=", "+", ".", "-"],
    choice: ("<", ">"),
    sorted: ("^", "v"),
    thumb: "#",
    groups: ["o", "o", "c", "?", "!", ".", "x", "-"],
    waiting: "@",
};

/// What is read aloud in place of the glyphs.
static WORDS: Glyphs = Glyphs {
    cursor: " ",
    tag: "tagged",
    open: "",
    folded: "",
    rule: " ",
    divider: " ",
    empty: "none",
    dot: ",",
    bar: ("", "", [""; 7]),
    segments: [""; 5],
    choice: ("", ""),
    sorted: (", ascending", ", descending"),
    thumb: "",
    groups: [""; 8],
    waiting: "",
};

#[cfg(test)]
mod tests {
    use super::{Depth, Palette, Role, Theme};
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Modifier};
    use ratatui::text::{Line, Span};
    use ratatui::widgets::Widget;

    #[test]
    fn the_plain_theme_sets_no_colour() {
        let plain = Theme::plain(false);
        for role in [Role::Text, Role::Dim, Role::Accent, Role::Strong, Role::Good, Role::Warn, Role::Bad, Role::Info] {
            let style = plain.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
        assert_eq!((plain.selection().fg, plain.selection().bg), (None, None));
    }

    #[test]
    fn no_word_of_a_selected_row_is_dim() {
        let plain = Theme::plain(false);
        let row = Line::from(vec![Span::raw("Allensmore "), Span::styled("(parish)", plain.style(Role::Dim))]);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        plain.select(row).render(buffer.area, &mut buffer);
        assert!(buffer.content.iter().all(|cell| !cell.modifier.contains(Modifier::DIM)), "{buffer:?}");
        assert!(buffer.content[12].modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn sixteen_colours_are_the_terminals_own() {
        let theme = Theme::new(Depth::Sixteen, Palette::Dark, false);
        assert!(!matches!(theme.style(Role::Bad).fg, Some(Color::Rgb(..) | Color::Indexed(_)) | None));
    }
}
