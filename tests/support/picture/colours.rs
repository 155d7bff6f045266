//! The colour values of a terminal.

use vt100::Color;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Blends towards another colour: 0 gives this one, 255 the other.
    pub fn towards(self, other: Self, part: u8) -> Self {
        let mix = |from: u8, to: u8| {
            let mixed = u32::from(from) * u32::from(255 - part) + u32::from(to) * u32::from(part);
            u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    const fn hex(value: u32) -> Self {
        let [_, red, green, blue] = value.to_be_bytes();
        Self(red, green, blue)
    }
}

/// The terminal theme of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Light text on a dark background.
    Dark,
    /// Dark text on a light background.
    Light,
}

/// The colours of a terminal.
pub struct Colours {
    /// Default text colour.
    pub fg: Rgb,
    /// Default background colour.
    pub bg: Rgb,
    /// The block cursor.
    pub cursor: Rgb,
    /// How far dim text moves towards its background, of 255.
    pub dimming: u8,
    sixteen: [Rgb; 16],
}

impl Ground {
    pub fn colours(self) -> &'static Colours {
        match self {
            Self::Dark => &DARK,
            Self::Light => &LIGHT,
        }
    }
}

impl Colours {
    /// The value of `colour`, or of `default` if it has none.
    pub fn resolve(&self, colour: Color, default: Rgb) -> Rgb {
        match colour {
            Color::Default => default,
            Color::Rgb(red, green, blue) => Rgb(red, green, blue),
            Color::Idx(index @ 0..16) => self.sixteen[usize::from(index)],
            Color::Idx(index @ 16..232) => cube(index - 16),
            Color::Idx(index) => {
                let grey = 8 + 10 * (index - 232);
                Rgb(grey, grey, grey)
            }
        }
    }
}

/// xterm's colour cube, with six levels each of red, green and blue. It is the same in every terminal.
fn cube(index: u8) -> Rgb {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let level = |digit: u8| LEVELS[usize::from(digit % 6)];
    Rgb(level(index / 36), level(index / 6), level(index))
}

const DARK: Colours = Colours {
    fg: Rgb::hex(0xd7dae0),
    bg: Rgb::hex(0x14171c),
    cursor: Rgb::hex(0xd7dae0),
    dimming: 105,
    sixteen: [
        Rgb::hex(0x2b3038),
        Rgb::hex(0xe06c75),
        Rgb::hex(0x98c379),
        Rgb::hex(0xd9a05b),
        Rgb::hex(0x61a5e8),
        Rgb::hex(0xc085d6),
        Rgb::hex(0x56b6c2),
        Rgb::hex(0xb8bec8),
        Rgb::hex(0x68707d),
        Rgb::hex(0xf08a92),
        Rgb::hex(0xb3d697),
        Rgb::hex(0xf0bd7c),
        Rgb::hex(0x8ac2f7),
        Rgb::hex(0xd6a8e6),
        Rgb::hex(0x7fd0da),
        Rgb::hex(0xf2f4f7),
    ],
};

const LIGHT: Colours = Colours {
    fg: Rgb::hex(0x1f242c),
    bg: Rgb::hex(0xfbfaf7),
    cursor: Rgb::hex(0x1f242c),
    dimming: 115,
    sixteen: [
        Rgb::hex(0x1f242c),
        Rgb::hex(0xb42b37),
        Rgb::hex(0x3f7a2a),
        Rgb::hex(0xa85d08),
        Rgb::hex(0x1c5fb0),
        Rgb::hex(0x873ea3),
        Rgb::hex(0x0f7480),
        Rgb::hex(0xd5d8dd),
        Rgb::hex(0x767d88),
        Rgb::hex(0xd1414e),
        Rgb::hex(0x53953b),
        Rgb::hex(0xc27316),
        Rgb::hex(0x2f7bd1),
        Rgb::hex(0xa158bd),
        Rgb::hex(0x228f9b),
        Rgb::hex(0xffffff),
    ],
};
