//! Pixels.

use super::colours::Rgb;
use std::collections::HashMap;

/// A picture in memory.
pub struct Canvas {
    width: usize,
    pixels: Vec<Rgb>,
}

impl Canvas {
    /// A picture of one colour.
    pub fn new(width: usize, height: usize, ground: Rgb) -> Self {
        Self { width, pixels: vec![ground; width * height] }
    }

    /// How wide, in pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How high, in pixels.
    pub fn height(&self) -> usize {
        self.pixels.len() / self.width
    }

    /// Fills a rectangle, which must lie inside.
    pub fn fill(&mut self, left: usize, top: usize, width: usize, height: usize, colour: Rgb) {
        for y in top..top + height {
            self.pixels[y * self.width..][left..left + width].fill(colour);
        }
    }

    /// Lays `colour` over a pixel, more the higher `coverage` is. Outside the picture there is nothing to cover.
    pub fn blend(&mut self, x: isize, y: isize, colour: Rgb, coverage: u8) {
        let inside = |at: isize, length: usize| usize::try_from(at).ok().filter(|at| *at < length);
        if let (Some(x), Some(y)) = (inside(x, self.width), inside(y, self.height())) {
            let pixel = &mut self.pixels[y * self.width + x];
            *pixel = pixel.towards(colour, coarse(coverage));
        }
    }

    /// The colours that there are, and for every pixel, row by row, the place of its colour among them. None if there
    /// are more than a byte can count.
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

    /// Red, green and blue of every pixel, row by row.
    pub fn bytes(&self) -> Vec<u8> {
        bytes(&self.pixels)
    }
}

/// Red, green and blue of every colour.
pub fn bytes(colours: &[Rgb]) -> Vec<u8> {
    colours.iter().flat_map(|Rgb(red, green, blue)| [*red, *green, *blue]).collect()
}

/// One of nine steps: the edge of a letter looks the same, and a whole screen gets by with few colours.
fn coarse(coverage: u8) -> u8 {
    let step = (u16::from(coverage) + 16) / 32;
    u8::try_from((step * 32).min(255)).unwrap_or(u8::MAX)
}
