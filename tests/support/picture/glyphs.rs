//! Glyphs of the font Hack.

use super::{CELL_HEIGHT, CELL_WIDTH};
use fontdue::{Font, FontSettings};
use std::collections::HashMap;

/// The style of a glyph. There is only one font, so bold and italic are derived from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Face {
    pub bold: bool,
    pub italic: bool,
}

/// A glyph as coverage: 0 is background, 255 is ink.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// Offset from the cell's left edge in pixels.
    pub left: isize,
    /// Offset from the cell's top edge in pixels.
    pub top: isize,
    /// Width of the coverage; at least 1.
    pub width: usize,
    /// Row by row.
    pub coverage: Vec<u8>,
}

/// The font at the size at which a glyph is exactly one cell wide, and the cache of glyphs.
pub struct Glyphs {
    font: Font,
    size: f32,
    baseline: isize,
    drawn: HashMap<(char, Face), Glyph>,
}

impl Glyphs {
    pub fn new() -> Self {
        let font = Font::from_bytes(epaint_default_fonts::HACK_REGULAR, FontSettings::default()).expect("a font");
        let per_pixel = font.metrics('0', 1000.0).advance_width / 1000.0;
        let size = CELL_WIDTH as f32 / per_pixel;
        let line = font.horizontal_line_metrics(size).expect("a horizontal font");
        // Split the unused height of the cell between top and bottom.
        let spare = CELL_HEIGHT as f32 - (line.ascent - line.descent);
        let baseline = (spare / 2.0 + line.ascent).round() as isize;
        Self { font, size, baseline, drawn: HashMap::new() }
    }

    /// A glyph; an empty box if the font lacks it, so that somebody notices.
    pub fn get(&mut self, character: char, face: Face) -> &Glyph {
        let Self { font, size, baseline, drawn } = self;
        drawn.entry((character, face)).or_insert_with(|| {
            if !font.has_glyph(character) {
                return empty_box();
            }
            let (metrics, coverage) = font.rasterize(character, *size);
            let top = *baseline - metrics.height as isize - metrics.ymin as isize;
            let mut glyph = Glyph { left: metrics.xmin as isize, top, width: metrics.width.max(1), coverage };
            if face.italic {
                glyph = slanted(&glyph, *baseline);
            }
            if face.bold {
                glyph = heavier(&glyph);
            }
            glyph
        })
    }
}

/// The glyph with each stroke half a pixel wider on the right.
fn heavier(glyph: &Glyph) -> Glyph {
    let wider = glyph.width + 1;
    let mut coverage = Vec::with_capacity(glyph.coverage.len() / glyph.width * wider);
    for row in glyph.coverage.chunks(glyph.width) {
        for x in 0..wider {
            let here = row.get(x).copied().unwrap_or(0);
            let left = x.checked_sub(1).map_or(0, |left| row[left]);
            let smeared = u16::from(here) + u16::from(left) * 3 / 5;
            coverage.push(u8::try_from(smeared).unwrap_or(u8::MAX));
        }
    }
    Glyph { width: wider, coverage, ..*glyph }
}

/// The glyph slanted to the right by one pixel in five, around half the height of a small letter.
fn slanted(glyph: &Glyph, baseline: isize) -> Glyph {
    const REACH: usize = 3;
    let wider = glyph.width + 2 * REACH;
    let mut coverage = Vec::new();
    for (y, row) in glyph.coverage.chunks(glyph.width).enumerate() {
        let above = baseline - 4 - (glyph.top + y as isize);
        let shift = (above as f32 / 5.0).clamp(-(REACH as f32), REACH as f32 - 0.01);
        let (whole, part) = (shift.floor(), shift - shift.floor());
        let at = |x: isize| usize::try_from(x).ok().and_then(|x| row.get(x)).map_or(0.0, |c| f32::from(*c));
        for x in 0..wider as isize {
            let from = x - REACH as isize - whole as isize;
            coverage.push((at(from) * (1.0 - part) + at(from - 1) * part).round() as u8);
        }
    }
    Glyph { left: glyph.left - REACH as isize, width: wider, coverage, ..*glyph }
}

fn empty_box() -> Glyph {
    let (width, height) = (CELL_WIDTH - 2, CELL_HEIGHT - 6);
    let edge = |index: usize| {
        let (x, y) = (index % width, index / width);
        x == 0 || y == 0 || x == width - 1 || y == height - 1
    };
    let coverage = (0..width * height).map(|index| if edge(index) { 255 } else { 0 }).collect();
    Glyph { left: 1, top: 3, width, coverage }
}
