//! Tests of the pictures, on output of a shell: they show the screen's content, lines meet to the pixel, and the
//! content is stored as text.
#![cfg(unix)]

mod support;

use std::path::Path;
use support::picture::{self, CELL_HEIGHT, CELL_WIDTH, Ground, MARGIN};
use support::{Dashboard, Size};

/// A terminal of ten columns and three rows with `text` on it and no cursor.
fn desk_showing(text: &str) -> Dashboard {
    let script = format!("printf '\\033[?25l{text}'");
    let desk = Dashboard::start_program("/bin/sh", Size { cols: 10, rows: 3 }, &["-c", &script], &[]);
    desk.wait_exit();
    desk
}

/// The decoded picture of a screen.
struct Pixels {
    width: usize,
    bytes: Vec<u8>,
}

impl Pixels {
    fn of(desk: &Dashboard, ground: Ground) -> Self {
        let png = desk.look(|page| picture::picture(page.screen, ground));
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        let mut bytes = vec![0; reader.output_buffer_size().expect("a size")];
        let frame = reader.next_frame(&mut bytes).expect("a frame");
        Self { width: frame.width as usize, bytes }
    }

    fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let start = (y * self.width + x) * 3;
        self.bytes[start..start + 3].try_into().expect("three bytes")
    }

    /// The pixels of a cell, row by row, as `#` for ink and `.`.
    fn cell(&self, row: usize, col: usize) -> Vec<String> {
        let ground = self.at(0, 0);
        let ink = |x, y| if self.at(x, y) == ground { '.' } else { '#' };
        let (left, top) = (MARGIN + col * CELL_WIDTH, MARGIN + row * CELL_HEIGHT);
        (top..top + CELL_HEIGHT).map(|y| (left..left + CELL_WIDTH).map(|x| ink(x, y)).collect()).collect()
    }
}

/// Positions with ink in a row or column of pixels.
fn inked_positions(pixels: &str) -> Vec<usize> {
    pixels.char_indices().filter(|(_, pixel)| *pixel == '#').map(|(index, _)| index).collect()
}

#[test]
fn a_picture_carries_what_the_screen_held() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("made/for/it.png");
    let desk = desk_showing("Wem \\033[1;31m— 3\\033[0m");
    let content = desk.look(|page| {
        picture::write_picture(&path, page.screen);
        picture::content(page.screen)
    });
    assert_eq!(content, "10 columns, 3 rows, no cursor\nWem — 3\n\n\nstyles\n0: 4-6 bold fg 1\n");
    assert_eq!(picture::held_by(&path), Some(content.clone()));

    let other = desk_showing("Wem \\033[1;32m— 3\\033[0m").look(|page| picture::content(page.screen));
    assert_ne!(other, content, "another colour is another content");
    assert_eq!(picture::held_by(Path::new("none.png")), None);
}

#[test]
fn the_same_screen_gives_the_same_bytes() {
    let bytes = || desk_showing("\\033[1mWem\\033[0m ╭─╮ ▌").look(|page| picture::picture(page.screen, Ground::Dark));
    assert_eq!(bytes(), bytes());
}

#[test]
fn lines_meet_without_a_gap() {
    let pixels = Pixels::of(&desk_showing("┌─┬╮\\r\\n├─┼┤\\r\\n└─┴╯"), Ground::Dark);
    let middle = CELL_HEIGHT / 2 - 1;
    for row in 0..3 {
        let across: String = (0..3).map(|col| pixels.cell(row, col)[middle].clone()).collect();
        let first = CELL_WIDTH / 2 - 1;
        assert_eq!(inked_positions(&across), (first..3 * CELL_WIDTH).collect::<Vec<_>>(), "row {row}");
    }
    for col in [0, 2, 3] {
        let column = (0..3).flat_map(|row| pixels.cell(row, col));
        let down: String = column.map(|pixels| pixels.chars().nth(CELL_WIDTH / 2 - 1).expect("a pixel")).collect();
        // The rounded corners of the last column bend away before the middle of their cells.
        let slack = if col == 3 { 5 } else { 0 };
        let whole = middle + slack..=2 * CELL_HEIGHT + middle - slack;
        assert!(whole.clone().all(|y| inked_positions(&down).contains(&y)), "column {col}: {down}");
        assert!(!inked_positions(&down).contains(&(middle - 1)), "column {col} begins too high");
    }
}

#[test]
fn blocks_fill_their_eighths() {
    let pixels = Pixels::of(&desk_showing("█▌▄▁▐▘"), Ground::Dark);
    let rows_and_columns = |col| {
        let cell = pixels.cell(0, col);
        let rows = cell.iter().filter(|row| row.contains('#')).count();
        (rows, cell.iter().map(|row| inked_positions(row).len()).max().unwrap_or(0))
    };
    let sizes: Vec<_> = (0..6).map(rows_and_columns).collect();
    assert_eq!(sizes, [(20, 10), (20, 5), (10, 10), (3, 10), (20, 5), (10, 5)]);
}

#[test]
fn letters_stand_on_one_line() {
    let pixels = Pixels::of(&desk_showing("HxgE"), Ground::Dark);
    let lowest = |col| pixels.cell(0, col).iter().rposition(|row| row.contains('#')).expect("a letter");
    assert_eq!(lowest(0), lowest(1));
    assert_eq!(lowest(0), lowest(3));
    assert!(lowest(2) > lowest(0) + 2, "the tail of g hangs below the line");
}

#[test]
fn colours_are_those_of_the_terminal() {
    let text = "\\033[41m \\033[48;5;208m \\033[48;2;1;2;3m \\033[0;7m \\033[0m";
    let (desk, middle) = (desk_showing(text), MARGIN + CELL_HEIGHT / 2);
    let dark = Pixels::of(&desk, Ground::Dark);
    let colours: Vec<_> = (0..5).map(|col| dark.at(MARGIN + col * CELL_WIDTH + 5, middle)).collect();
    let expected = [[0xe0, 0x6c, 0x75], [255, 135, 0], [1, 2, 3], [0xd7, 0xda, 0xe0], [0x14, 0x17, 0x1c]];
    assert_eq!(colours, expected);
    assert_eq!(Pixels::of(&desk, Ground::Light).at(0, 0), [0xfb, 0xfa, 0xf7]);
}

#[test]
fn the_cursor_is_a_block_where_it_is_shown() {
    let desk = desk_showing("ab\\033[?25h");
    let pixels = Pixels::of(&desk, Ground::Dark);
    assert!(pixels.cell(0, 2).iter().all(|row| !row.contains('.')));
    assert!(pixels.cell(0, 3).iter().all(|row| !row.contains('#')));
}

#[test]
fn dim_is_fainter_and_bold_is_heavier() {
    let ink = |style: &str| {
        let pixels = Pixels::of(&desk_showing(&format!("\\033[{style}mWem")), Ground::Dark);
        pixels.bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>()
    };
    let (dim, plain, bold) = (ink("2"), ink("0"), ink("1"));
    assert!(dim < plain && plain < bold, "{dim} {plain} {bold}");
}
