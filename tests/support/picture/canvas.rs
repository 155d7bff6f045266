//! A picture in memory.

use super::colours::Rgb;
use std::collections::HashMap;

pub struct Canvas {
    width: usize,
    pixels: Vec<Rgb>,
}

impl Canvas {
    /// A picture of one colour.
    pub fn new(width: usize, height: usize, ground: Rgb) -> Self {
        Self { width, pixels: vec![ground; width * height] }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn height(&self) -> usize {
        self.pixels.len() / self.width
    }

    /// Fills a rectangle, which must lie inside.
    pub fn fill(&mut self, left: usize, top: usize, width: usize, height: usize, colour: Rgb) {
        for y in top..top + height {
            self.pixels[y * self.width..][left..left + width].fill(colour);
        }
    }

    /// Blends `colour` over a pixel by `coverage`. Ignores positions outside the picture.
    pub fn blend(&mut self, x: isize, y: isize, colour: Rgb, coverage: u8) {
        let inside = |at: isize, length: usize| usize::try_from(at).ok().filter(|at| *at < length);
        if let (Some(x), Some(y)) = (inside(x, self.width), inside(y, self.height())) {
            let pixel = &mut self.pixels[y * self.width + x];
            *pixel = pixel.towards(colour, coarse(coverage));
        }
    }

    /// The colours in use, and the index of each pixel's colour, row by row. `None` if there are more than 256.
    pub fn indexed(&self) -> Option<(Vec<Rgb>, Vec<u8>)> {
        let mut places = HashMap::new();
        let mut colours = Vec::new();
        let mut place_of = |pixel: &Rgb| {
            *places.entry((pixel.0, pixel.1, pixel.2)).or_insert_with(|| {
                colours.push(*pixel);
                u8::try_from(colours.len() - 1).ok()
            })
        };
        let indexes: Option<Vec<u8>> = self.pixels.iter().map(&mut place_of).collect();
        indexes.map(|indexes| (colours, indexes))
    }

    pub fn bytes(&self) -> Vec<u8> {
        bytes(&self.pixels)
    }
}

pub fn bytes(colours: &[Rgb]) -> Vec<u8> {
    colours.iter().flat_map(|Rgb(red, green, blue)| [*red, *green, *blue]).collect()
}

/// Rounds to one of nine steps: letters look the same, and a whole screen needs few colours.
fn coarse(coverage: u8) -> u8 {
    let step = (u16::from(coverage) + 16) / 32;
    u8::try_from((step * 32).min(255)).unwrap_or(u8::MAX)
}
