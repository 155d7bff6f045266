//! Pixels.

use super::colours::Rgb;

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
            *pixel = pixel.towards(colour, coverage);
        }
    }

    /// Red, green and blue of every pixel, row by row.
    pub fn bytes(&self) -> Vec<u8> {
        self.pixels.iter().flat_map(|Rgb(red, green, blue)| [*red, *green, *blue]).collect()
    }
}
