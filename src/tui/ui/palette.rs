//! The colours of each theme, and what they are drawn on.
//!
//! WCAG 2.2 asks for a contrast of 4.5:1 between text and its ground; a test computes it for every pair.

use ratatui::style::Color;

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
pub enum Palette {
    /// On the terminal's own dark ground.
    Dark,
    /// On the terminal's own light ground.
    Light,
    /// Dark words on a warm light ground of its own.
    Paper,
    /// Bright words on black: at least 7:1.
    Contrast,
}

/// The same colour in each depth: 24 bits, one of 256, and one of the terminal's sixteen.
#[derive(Clone, Copy, Debug)]
pub struct Tint(pub u32, pub u8, pub Color);

impl Palette {
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::Paper, Self::Contrast];

    pub fn label(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Paper => "paper",
            Self::Contrast => "contrast",
        }
    }

    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|palette| *palette == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// `None` if the terminal's own ground is kept.
    pub fn ground(self) -> Option<Tint> {
        match self {
            Self::Dark | Self::Light => None,
            Self::Paper => Some(Tint(0x00fb_f3e2, 230, Color::White)),
            Self::Contrast => Some(Tint(0x0000_0000, 16, Color::Black)),
        }
    }

    /// The ground of the row in focus. With sixteen colours the row is reversed instead.
    pub fn selection(self) -> Tint {
        match self {
            Self::Dark => Tint(0x0024_344a, 237, Color::Reset),
            Self::Light => Tint(0x00d6_e4f5, 195, Color::Reset),
            Self::Paper => Tint(0x00ea_dfc4, 223, Color::Reset),
            Self::Contrast => Tint(0x0000_2b6b, 18, Color::Reset),
        }
    }

    pub fn tint(self, role: Role) -> Tint {
        match self {
            Self::Dark => dark(role),
            Self::Light => light(role),
            Self::Paper => paper(role),
            Self::Contrast => contrast(role),
        }
    }
}

fn dark(role: Role) -> Tint {
    match role {
        Role::Dim => Tint(0x009b_a5b5, 248, Color::DarkGray),
        Role::Accent => Tint(0x006f_b1f2, 75, Color::LightCyan),
        Role::Good => Tint(0x009c_c9ee, 117, Color::Cyan),
        Role::Warn => Tint(0x00e8_b06a, 179, Color::Yellow),
        Role::Bad => Tint(0x00ff_9440, 208, Color::LightYellow),
        Role::Info => Tint(0x00b5_c0d0, 250, Color::Gray),
        Role::Text | Role::Strong => Tint(0x00e4_e7ec, 254, Color::Reset),
    }
}

fn light(role: Role) -> Tint {
    match role {
        // The terminal's dark grey is too pale on white.
        Role::Dim => Tint(0x0059_616c, 241, Color::Black),
        Role::Accent => Tint(0x0015_5aa8, 25, Color::Blue),
        Role::Good => Tint(0x001b_638f, 24, Color::Blue),
        Role::Warn => Tint(0x008a_5200, 94, Color::Magenta),
        Role::Bad => Tint(0x00a3_4100, 124, Color::Red),
        Role::Info => Tint(0x003d_4756, 238, Color::Black),
        Role::Text | Role::Strong => Tint(0x001c_1f24, 234, Color::Reset),
    }
}

fn paper(role: Role) -> Tint {
    match role {
        Role::Dim => Tint(0x005f_564b, 240, Color::Black),
        Role::Accent => Tint(0x001a_5276, 24, Color::Blue),
        Role::Good => Tint(0x001d_5f70, 23, Color::Blue),
        Role::Warn => Tint(0x007a_4a00, 58, Color::Magenta),
        Role::Bad => Tint(0x009c_3600, 124, Color::Red),
        Role::Info => Tint(0x004a_443c, 238, Color::Black),
        Role::Text | Role::Strong => Tint(0x002b_2620, 235, Color::Black),
    }
}

fn contrast(role: Role) -> Tint {
    match role {
        Role::Dim => Tint(0x00d8_d8d8, 252, Color::Gray),
        Role::Accent => Tint(0x007f_d0ff, 117, Color::LightCyan),
        Role::Good => Tint(0x00a8_e0ff, 159, Color::LightCyan),
        Role::Warn => Tint(0x00ff_d75f, 221, Color::LightYellow),
        Role::Bad => Tint(0x00ff_b000, 214, Color::LightYellow),
        Role::Info => Tint(0x00ec_ecec, 254, Color::White),
        Role::Text | Role::Strong => Tint(0x00ff_ffff, 231, Color::White),
    }
}
