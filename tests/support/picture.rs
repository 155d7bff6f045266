//! Draws a screen as a PNG, as a terminal would. The bytes are the same each time.
//!
//! The PNG also holds the screen's content as text: see [`content`]. A picture is out of date if the program now shows
//! other content, not if a pixel moved. So a better font or a wider margin doesn't make every picture stale.

mod canvas;
mod colours;
mod content;
mod glyphs;
mod shapes;

pub use colours::{Ground, Rgb};
pub use content::content;

use super::page::{Page, Style};
use canvas::Canvas;
use glyphs::{Face, Glyphs};
use png::text_metadata::ITXtChunk;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;
use vt100::Screen;

/// Width of a cell in pixels.
pub const CELL_WIDTH: usize = 10;
/// Height of a cell in pixels. Hack fills 19.3 of them at this width, so rows do not touch.
pub const CELL_HEIGHT: usize = 20;
/// Margin around the cells in pixels.
pub const MARGIN: usize = 12;

/// The keyword of the chunk that holds [`content`].
const KEYWORD: &str = "screen";

/// Draws `screen` on a dark background into the file at `path`.
pub fn write_picture(path: &Path, screen: &Screen) {
    write_picture_on(path, screen, Ground::Dark);
}

/// Draws `screen` into the file at `path`. Creates its folder if needed.
pub fn write_picture_on(path: &Path, screen: &Screen, ground: Ground) {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("a folder for the picture");
    }
    fs::write(path, picture(screen, ground)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// The content stored in the picture at `path`, to compare with [`content`]. `None` if there is no such file or no
/// content in it.
pub fn held_by(path: &Path) -> Option<String> {
    let file = std::io::BufReader::new(File::open(path).ok()?);
    let reader = png::Decoder::new(file).read_info().ok()?;
    let chunk = reader.info().utf8_text.iter().find(|chunk| chunk.keyword == KEYWORD)?;
    chunk.get_text().ok()
}

/// The bytes of the PNG.
pub fn picture(screen: &Screen, ground: Ground) -> Vec<u8> {
    let canvas = draw(Page { screen }, ground);
    let mut bytes = Vec::new();
    let (width, height) = (canvas.width(), canvas.height());
    let side = |length: usize| u32::try_from(length).expect("a picture of sane size");
    let mut encoder = png::Encoder::new(BufWriter::new(&mut bytes), side(width), side(height));
    let indexed = canvas.indexed();
    match &indexed {
        Some((palette, _)) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(canvas::bytes(palette));
        }
        None => encoder.set_color(png::ColorType::Rgb),
    }
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    // Letters repeat exactly; the PNG filters for photographs would make the file larger.
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().expect("a header");
    let mut held = ITXtChunk::new(KEYWORD, content(screen));
    held.compressed = true;
    writer.write_text_chunk(&held).expect("a text chunk");
    let pixels = indexed.map_or_else(|| canvas.bytes(), |(_, indexes)| indexes);
    writer.write_image_data(&pixels).expect("the image");
    writer.finish().expect("an end");
    bytes
}

fn draw(page: Page<'_>, ground: Ground) -> Canvas {
    let width = usize::from(page.cols()) * CELL_WIDTH + 2 * MARGIN;
    let height = usize::from(page.rows()) * CELL_HEIGHT + 2 * MARGIN;
    let mut canvas = Canvas::new(width, height, ground.colours().bg);
    let mut glyphs = Glyphs::new();
    // Draw all backgrounds before all text: a glyph may reach a pixel into its neighbour and must not be cut off.
    for (row, col) in page.positions() {
        let (_, bg) = pen(page, row, col, ground);
        let (left, top) = corner(row, col);
        canvas.fill(left, top, CELL_WIDTH, CELL_HEIGHT, bg);
    }
    for (row, col) in page.positions() {
        draw_text(&mut canvas, &mut glyphs, page, (row, col), ground);
    }
    canvas
}

fn draw_text(canvas: &mut Canvas, glyphs: &mut Glyphs, page: Page<'_>, (row, col): (u16, u16), ground: Ground) {
    let Some(cell) = page.screen.cell(row, col) else {
        return;
    };
    let style = Style::of(cell);
    let (fg, _) = pen(page, row, col, ground);
    let (left, top) = corner(row, col);
    if style.underline {
        canvas.fill(left, top + CELL_HEIGHT - 3, CELL_WIDTH, 1, fg);
    }
    let Some(character) = cell.contents().chars().next().filter(|character| *character != ' ') else {
        return;
    };
    if shapes::draw(canvas, character, left, top, fg) {
        return;
    }
    let glyph = glyphs.get(character, Face { bold: style.bold, italic: style.italic });
    let (left, top) = (left as isize + glyph.left, top as isize + glyph.top);
    for (index, coverage) in glyph.coverage.iter().enumerate() {
        let (x, y) = ((index % glyph.width) as isize, (index / glyph.width) as isize);
        canvas.blend(left + x, top + y, fg, *coverage);
    }
}

/// The visible colours of a cell's text and background: swapped if inverse, and at the cursor.
fn pen(page: Page<'_>, row: u16, col: u16, ground: Ground) -> (Rgb, Rgb) {
    let style = page.style_at(row, col).unwrap_or(Style::PLAIN);
    let colours = ground.colours();
    let (mut fg, mut bg) = (colours.resolve(style.fg, colours.fg), colours.resolve(style.bg, colours.bg));
    if style.inverse {
        (fg, bg) = (bg, fg);
    }
    if style.dim {
        fg = fg.towards(bg, colours.dimming);
    }
    if page.cursor() == Some((row, col)) { (bg, colours.cursor) } else { (fg, bg) }
}

fn corner(row: u16, col: u16) -> (usize, usize) {
    (MARGIN + usize::from(col) * CELL_WIDTH, MARGIN + usize::from(row) * CELL_HEIGHT)
}
