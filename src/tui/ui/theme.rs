//! Colours by role. A colour only repeats what a word or a mark already says.
//!
//! Blue, orange and grey carry the meaning, so that colour-blind readers lose nothing. The plain theme sets no colour,
//! because under `NO_COLOR` crossterm also drops the attributes of a coloured cell.

use ratatui::style::{Color, Modifier, Style};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Text,
    Dim,
    /// The one accent: titles, keys, the filled part of a gauge.
    Accent,
    Strong,
    Good,
    /// Needs an answer.
    Warn,
    Bad,
    Info,
}

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
    light: bool,
    pub ascii: bool,
}

/// The same colour in each depth.
struct Tint(u32, u8, Color);

impl Theme {
    pub fn new(depth: Depth, light: bool, ascii: bool) -> Self {
        Self { depth, light, ascii }
    }

    pub fn plain(ascii: bool) -> Self {
        Self::new(Depth::None, false, ascii)
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

    /// The row in focus: a background, or reversed without colours. It also has a mark.
    pub fn selection(self) -> Style {
        let base = Style::default().add_modifier(Modifier::BOLD);
        match (self.depth, self.light) {
            (Depth::None | Depth::Sixteen, _) => base.add_modifier(Modifier::REVERSED),
            (Depth::Palette, false) => base.bg(Color::Indexed(237)),
            (Depth::Palette, true) => base.bg(Color::Indexed(189)),
            (Depth::True, false) => base.bg(Color::Rgb(0x24, 0x34, 0x4a)),
            (Depth::True, true) => base.bg(Color::Rgb(0xd6, 0xe4, 0xf5)),
        }
    }

    fn tinted(self, role: Role) -> Style {
        let Tint(rgb, indexed, named) = if self.light { Self::on_light(role) } else { Self::on_dark(role) };
        let [_, red, green, blue] = rgb.to_be_bytes();
        match self.depth {
            Depth::None => Style::default(),
            Depth::Sixteen => Style::default().fg(named),
            Depth::Palette => Style::default().fg(Color::Indexed(indexed)),
            Depth::True => Style::default().fg(Color::Rgb(red, green, blue)),
        }
    }

    fn on_dark(role: Role) -> Tint {
        match role {
            Role::Dim => Tint(0x008a_93a3, 245, Color::DarkGray),
            Role::Accent => Tint(0x006f_b1f2, 75, Color::LightBlue),
            Role::Good => Tint(0x009c_c9ee, 117, Color::Cyan),
            Role::Warn => Tint(0x00e8_b06a, 179, Color::Yellow),
            Role::Bad => Tint(0x00ff_9440, 208, Color::LightYellow),
            Role::Info => Tint(0x00b5_c0d0, 250, Color::Gray),
            Role::Text | Role::Strong => Tint(0x00d7_dae0, 252, Color::Reset),
        }
    }

    fn on_light(role: Role) -> Tint {
        match role {
            Role::Dim => Tint(0x0066_6e7a, 242, Color::DarkGray),
            Role::Accent => Tint(0x0015_5aa8, 25, Color::Blue),
            Role::Good => Tint(0x001f_6f9f, 31, Color::Blue),
            Role::Warn => Tint(0x0096_5a00, 94, Color::Magenta),
            Role::Bad => Tint(0x00b4_4800, 130, Color::Red),
            Role::Info => Tint(0x003d_4756, 238, Color::DarkGray),
            Role::Text | Role::Strong => Tint(0x001c_1f24, 234, Color::Reset),
        }
    }

    pub fn glyphs(self) -> &'static Glyphs {
        if self.ascii { &ASCII } else { &UNICODE }
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
};

#[cfg(test)]
mod tests {
    use super::{Depth, Role, Theme};
    use ratatui::style::Color;

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
    fn sixteen_colours_are_the_terminals_own() {
        let theme = Theme::new(Depth::Sixteen, false, false);
        assert!(!matches!(theme.style(Role::Bad).fg, Some(Color::Rgb(..) | Color::Indexed(_)) | None));
    }
}
