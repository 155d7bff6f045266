//! Lines, blocks and Braille dots. They must meet their neighbours without a gap, so they are drawn as exact shapes and
//! not from the font.

use super::canvas::Canvas;
use super::colours::Rgb;
use super::{CELL_HEIGHT, CELL_WIDTH};

/// Thickness of a line in pixels: none, light, heavy.
const THICK: [usize; 3] = [0, 1, 3];

/// A rectangle in a cell: left, top, width, height, in pixels.
type Area = (usize, usize, usize, usize);

/// Draws `character` into the cell at `left`, `top` if it is a line, a block or a Braille pattern. Returns whether it
/// was.
pub fn draw(canvas: &mut Canvas, character: char, left: usize, top: usize, ink: Rgb) -> bool {
    let areas = lines(character).or_else(|| dashes(character)).or_else(|| blocks(character));
    if let Some(areas) = areas.or_else(|| braille(character)) {
        for (x, y, width, height) in areas {
            canvas.fill(left + x, top + y, width, height, ink);
        }
        return true;
    }
    corner(canvas, character, left, top, ink) || shade(canvas, character, left, top, ink)
}

/// Thickness of a line's arms from the middle of the cell: up, right, down, left. 0 is none, 1 light, 2 heavy.
const ARMS: &[(char, [usize; 4])] = &[
    ('─', [0, 1, 0, 1]),
    ('━', [0, 2, 0, 2]),
    ('│', [1, 0, 1, 0]),
    ('┃', [2, 0, 2, 0]),
    ('┌', [0, 1, 1, 0]),
    ('┏', [0, 2, 2, 0]),
    ('┐', [0, 0, 1, 1]),
    ('┓', [0, 0, 2, 2]),
    ('└', [1, 1, 0, 0]),
    ('┗', [2, 2, 0, 0]),
    ('┘', [1, 0, 0, 1]),
    ('┛', [2, 0, 0, 2]),
    ('├', [1, 1, 1, 0]),
    ('┝', [1, 2, 1, 0]),
    ('┠', [2, 1, 2, 0]),
    ('┣', [2, 2, 2, 0]),
    ('┤', [1, 0, 1, 1]),
    ('┥', [1, 0, 1, 2]),
    ('┨', [2, 0, 2, 1]),
    ('┫', [2, 0, 2, 2]),
    ('┬', [0, 1, 1, 1]),
    ('┯', [0, 2, 1, 2]),
    ('┰', [0, 1, 2, 1]),
    ('┳', [0, 2, 2, 2]),
    ('┴', [1, 1, 0, 1]),
    ('┷', [1, 2, 0, 2]),
    ('┸', [2, 1, 0, 1]),
    ('┻', [2, 2, 0, 2]),
    ('┼', [1, 1, 1, 1]),
    ('┿', [1, 2, 1, 2]),
    ('╂', [2, 1, 2, 1]),
    ('╋', [2, 2, 2, 2]),
    ('╴', [0, 0, 0, 1]),
    ('╵', [1, 0, 0, 0]),
    ('╶', [0, 1, 0, 0]),
    ('╷', [0, 0, 1, 0]),
    ('╸', [0, 0, 0, 2]),
    ('╹', [2, 0, 0, 0]),
    ('╺', [0, 2, 0, 0]),
    ('╻', [0, 0, 2, 0]),
    ('╼', [0, 2, 0, 1]),
    ('╽', [1, 0, 2, 0]),
    ('╾', [0, 1, 0, 2]),
    ('╿', [2, 0, 1, 0]),
];

fn lines(character: char) -> Option<Vec<Area>> {
    let (_, [up, right, down, left]) = ARMS.iter().find(|(known, _)| *known == character)?;
    // Each arm extends across the thickest arm that it meets, so that corners are filled.
    let (across_x, across_y) = (THICK[*up.max(down)].max(1), THICK[*left.max(right)].max(1));
    let (start_x, start_y) = (centred(across_x, CELL_WIDTH), centred(across_y, CELL_HEIGHT));
    let mut areas = Vec::new();
    for (weight, top, bottom) in [(*up, 0, start_y + across_y), (*down, start_y, CELL_HEIGHT)] {
        let thick = THICK[weight];
        areas.push((centred(thick, CELL_WIDTH), top, thick, bottom - top));
    }
    for (weight, from, to) in [(*left, 0, start_x + across_x), (*right, start_x, CELL_WIDTH)] {
        let thick = THICK[weight];
        areas.push((from, centred(thick, CELL_HEIGHT), to - from, thick));
    }
    areas.retain(|(_, _, width, height)| *width > 0 && *height > 0);
    Some(areas)
}

/// The start of a centred line of this thickness.
fn centred(thick: usize, length: usize) -> usize {
    (length - thick) / 2
}

/// Dashed lines: the number of dashes in a cell, and whether they are horizontal.
fn dashes(character: char) -> Option<Vec<Area>> {
    let (count, lying, weight) = match character {
        '╌' => (2, true, 1),
        '╍' => (2, true, 2),
        '╎' => (2, false, 1),
        '╏' => (2, false, 2),
        '┄' => (3, true, 1),
        '┅' => (3, true, 2),
        '┆' => (3, false, 1),
        '┇' => (3, false, 2),
        '┈' => (4, true, 1),
        '┉' => (4, true, 2),
        '┊' => (4, false, 1),
        '┋' => (4, false, 2),
        _ => return None,
    };
    let thick = THICK[weight];
    let length = if lying { CELL_WIDTH } else { CELL_HEIGHT };
    let dash = |index: usize| {
        let (from, to) = (length * index / count, length * (index + 1) / count);
        let ink = (to - from).div_ceil(2);
        match lying {
            true => (from, centred(thick, CELL_HEIGHT), ink, thick),
            false => (centred(thick, CELL_WIDTH), from, thick, ink),
        }
    };
    Some((0..count).map(dash).collect())
}

fn blocks(character: char) -> Option<Vec<Area>> {
    let eighths = |count: u32, length: usize| (count as usize * length + 4) / 8;
    let from_below = |count| {
        let height = eighths(count, CELL_HEIGHT);
        vec![(0, CELL_HEIGHT - height, CELL_WIDTH, height)]
    };
    let code = u32::from(character);
    Some(match character {
        '▀' => vec![(0, 0, CELL_WIDTH, CELL_HEIGHT / 2)],
        '▁'..='█' => from_below(code - 0x2580),
        '▉'..='▏' => vec![(0, 0, eighths(0x2590 - code, CELL_WIDTH), CELL_HEIGHT)],
        '▐' => vec![(CELL_WIDTH / 2, 0, CELL_WIDTH / 2, CELL_HEIGHT)],
        '▔' => vec![(0, 0, CELL_WIDTH, eighths(1, CELL_HEIGHT))],
        '▕' => vec![(CELL_WIDTH - eighths(1, CELL_WIDTH), 0, eighths(1, CELL_WIDTH), CELL_HEIGHT)],
        '▖'..='▟' => quadrants(code - 0x2596),
        _ => return None,
    })
}

/// Quadrants of a cell, in the order of their characters.
fn quadrants(index: u32) -> Vec<Area> {
    const UPPER_LEFT: u8 = 1;
    const UPPER_RIGHT: u8 = 2;
    const LOWER_LEFT: u8 = 4;
    const LOWER_RIGHT: u8 = 8;
    const QUARTERS: [u8; 10] = [
        LOWER_LEFT,
        LOWER_RIGHT,
        UPPER_LEFT,
        UPPER_LEFT | LOWER_LEFT | LOWER_RIGHT,
        UPPER_LEFT | LOWER_RIGHT,
        UPPER_LEFT | UPPER_RIGHT | LOWER_LEFT,
        UPPER_LEFT | UPPER_RIGHT | LOWER_RIGHT,
        UPPER_RIGHT,
        UPPER_RIGHT | LOWER_LEFT,
        UPPER_RIGHT | LOWER_LEFT | LOWER_RIGHT,
    ];
    let set = QUARTERS[index as usize];
    let (half_x, half_y) = (CELL_WIDTH / 2, CELL_HEIGHT / 2);
    let corners =
        [(UPPER_LEFT, 0, 0), (UPPER_RIGHT, half_x, 0), (LOWER_LEFT, 0, half_y), (LOWER_RIGHT, half_x, half_y)];
    corners.iter().filter(|(bit, ..)| set & bit != 0).map(|(_, x, y)| (*x, *y, half_x, half_y)).collect()
}

/// Braille: two columns of four dots. The low bits of the character say which are set.
fn braille(character: char) -> Option<Vec<Area>> {
    let pattern = u32::from(character).checked_sub(0x2800).filter(|pattern| *pattern < 0x100)?;
    const ORDER: [(usize, usize); 8] = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
    let (step_x, step_y) = (CELL_WIDTH / 2, CELL_HEIGHT / 4);
    let dot = |(col, row): (usize, usize)| (col * step_x + step_x / 2 - 1, row * step_y + step_y / 2 - 1, 3, 3);
    Some((0..8).filter(|bit| pattern >> bit & 1 == 1).map(|bit| dot(ORDER[bit])).collect())
}

/// Rounded corners: a quarter of a circle between two arms, with soft edges.
fn corner(canvas: &mut Canvas, character: char, left: usize, top: usize, ink: Rgb) -> bool {
    let (to_right, to_bottom) = match character {
        '╭' => (true, true),
        '╮' => (false, true),
        '╯' => (false, false),
        '╰' => (true, false),
        _ => return false,
    };
    // The middle of the light lines that it joins.
    let middle = |length| centred(THICK[1], length) as f32 + THICK[1] as f32 / 2.0;
    let (middle_x, middle_y) = (middle(CELL_WIDTH), middle(CELL_HEIGHT));
    let centre_x = if to_right { CELL_WIDTH as f32 } else { 0.0 };
    let radius = (centre_x - middle_x).abs();
    let centre_y = if to_bottom { middle_y + radius } else { middle_y - radius };
    for y in 0..CELL_HEIGHT {
        for x in 0..CELL_WIDTH {
            let (px, py) = (x as f32 + 0.5, y as f32 + 0.5);
            // Beyond the quarter circle the line runs straight in the middle of the cell.
            let straight = if to_bottom { py > centre_y } else { py < centre_y };
            let from_line = match straight {
                true => (px - middle_x).abs(),
                false => ((px - centre_x).hypot(py - centre_y) - radius).abs(),
            };
            let coverage = (THICK[1] as f32 / 2.0 + 0.5 - from_line).clamp(0.0, 1.0);
            canvas.blend((left + x) as isize, (top + y) as isize, ink, (coverage * 255.0).round() as u8);
        }
    }
    true
}

fn shade(canvas: &mut Canvas, character: char, left: usize, top: usize, ink: Rgb) -> bool {
    let coverage = match character {
        '░' => 64,
        '▒' => 128,
        '▓' => 191,
        _ => return false,
    };
    for y in 0..CELL_HEIGHT {
        for x in 0..CELL_WIDTH {
            canvas.blend((left + x) as isize, (top + y) as isize, ink, coverage);
        }
    }
    true
}
