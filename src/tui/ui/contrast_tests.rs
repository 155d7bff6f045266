//! The contrast of every pair of words and ground, in every theme and depth.
//!
//! Where a theme keeps the terminal's own ground, it is tried on those of common terminals. With sixteen colours the
//! terminal is assumed to have xterm's values, on black or white. The plain theme sets no colour: there the terminal
//! decides.

use ratatui::style::{Color, Modifier, Style};

use crate::tui::ui::palette::{Palette, Role};
use crate::tui::ui::theme::{Depth, Theme};

const ROLES: [Role; 8] =
    [Role::Text, Role::Dim, Role::Accent, Role::Strong, Role::Good, Role::Warn, Role::Bad, Role::Info];
const COLOURED: [Depth; 3] = [Depth::Sixteen, Depth::Palette, Depth::True];

/// Black; Visual Studio Code; One Dark; Tango, GNOME's former default; Solarized.
const DARK_GROUNDS: [u32; 5] = [0x0000_0000, 0x001e_1e1e, 0x0028_2c34, 0x002e_3436, 0x0000_2b36];
/// White; Solarized; two light greys.
const LIGHT_GROUNDS: [u32; 4] = [0x00ff_ffff, 0x00fd_f6e3, 0x00f5_f5f5, 0x00ee_eeee];

/// xterm's values. A user may change the sixteen, and then answers for their contrast.
const XTERM: [u32; 16] = [
    0x0000_0000,
    0x00cd_0000,
    0x0000_cd00,
    0x00cd_cd00,
    0x0000_00ee,
    0x00cd_00cd,
    0x0000_cdcd,
    0x00e5_e5e5,
    0x007f_7f7f,
    0x00ff_0000,
    0x0000_ff00,
    0x00ff_ff00,
    0x005c_5cff,
    0x00ff_00ff,
    0x0000_ffff,
    0x00ff_ffff,
];

fn indexed(index: u8) -> u32 {
    let grey = |level: u32| level << 16 | level << 8 | level;
    match u32::from(index) {
        sixteen @ 0..16 => XTERM[sixteen as usize],
        cube @ 16..232 => {
            let level = |n: u32| if n == 0 { 0 } else { 55 + 40 * n };
            let cube = cube - 16;
            level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6)
        }
        ramp => grey(8 + 10 * (ramp - 232)),
    }
}

/// `None` for the terminal's own.
fn rgb(colour: Color) -> Option<u32> {
    let named = |index: usize| Some(XTERM[index]);
    match colour {
        Color::Reset => None,
        Color::Rgb(red, green, blue) => Some(u32::from_be_bytes([0, red, green, blue])),
        Color::Indexed(index) => Some(indexed(index)),
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => named(8),
        Color::LightRed => named(9),
        Color::LightGreen => named(10),
        Color::LightYellow => named(11),
        Color::LightBlue => named(12),
        Color::LightMagenta => named(13),
        Color::LightCyan => named(14),
        Color::White => named(15),
    }
}

/// WCAG 2.2, relative luminance.
fn luminance(rgb: u32) -> f64 {
    let [_, red, green, blue] = rgb.to_be_bytes().map(|byte| f64::from(byte) / 255.0);
    let linear =
        |channel: f64| if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn ratio(a: u32, b: u32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_computed_as_wcag_defines_it() {
    assert!((ratio(0x0000_0000, 0x00ff_ffff) - 21.0).abs() < 1e-9);
    // From the examples of the W3C: #767676 on white is the palest grey that passes.
    assert!(ratio(0x0076_7676, 0x00ff_ffff) >= 4.5 && ratio(0x0077_7777, 0x00ff_ffff) < 4.5);
    assert_eq!((indexed(16), indexed(231), indexed(232), indexed(208)), (0, 0x00ff_ffff, 0x0008_0808, 0x00ff_8700));
}

/// The grounds on which a palette may be drawn, and the colour of the terminal's own text there. With sixteen
/// colours the terminal is assumed to have xterm's, on black or white.
fn grounds(palette: Palette, depth: Depth) -> (Vec<u32>, u32) {
    match palette {
        Palette::Dark if depth == Depth::Sixteen => (vec![XTERM[0]], XTERM[7]),
        Palette::Light if depth == Depth::Sixteen => (vec![XTERM[15]], XTERM[0]),
        Palette::Dark => (DARK_GROUNDS.to_vec(), 0x00e5_e5e5),
        Palette::Light => (LIGHT_GROUNDS.to_vec(), 0),
        Palette::Paper | Palette::Contrast => (Vec::new(), 0),
    }
}

/// Every pair of words and ground: what it is, and its contrast.
fn pairs(palette: Palette, depth: Depth) -> Vec<(String, f64)> {
    let theme = Theme::new(depth, palette, false);
    let (own, own_text) = grounds(palette, depth);
    let mut pairs = Vec::new();
    for role in ROLES {
        for selected in [false, true] {
            // As the screen does it: a row's style lies below that of its words.
            let row = if selected { theme.selection() } else { Style::default() };
            let style = theme.ground().patch(row).patch(theme.style(role));
            let words = style.fg.and_then(rgb);
            let known = style.bg.and_then(rgb);
            let swapped = style.add_modifier.contains(Modifier::REVERSED);
            for ground in known.map_or_else(|| own.clone(), |ground| vec![ground]) {
                let words = words.unwrap_or(own_text);
                let what = format!("{palette:?} {depth:?} {role:?} selected {selected} reversed {swapped}");
                pairs.push((format!("{what}: {words:06x} on {ground:06x}"), ratio(words, ground)));
            }
        }
    }
    pairs
}

#[test]
fn all_words_stand_out_from_their_ground() {
    let mut seen = 0;
    for palette in Palette::ALL {
        for depth in COLOURED {
            let least = if palette == Palette::Contrast { 7.0 } else { 4.5 };
            for (what, ratio) in pairs(palette, depth) {
                assert!(ratio >= least, "{what}: {ratio:.2}, and {least} is wanted");
                seen += 1;
            }
        }
    }
    assert!(seen >= ROLES.len() * 2 * COLOURED.len() * Palette::ALL.len(), "{seen} pairs");
}

#[test]
fn a_selected_row_differs_from_the_others() {
    for palette in Palette::ALL {
        for depth in COLOURED {
            let theme = Theme::new(depth, palette, false);
            let selected = theme.ground().patch(theme.selection());
            let reversed = selected.add_modifier.contains(Modifier::REVERSED);
            assert!(reversed || selected.bg != theme.ground().bg, "{palette:?} {depth:?}");
        }
    }
}
