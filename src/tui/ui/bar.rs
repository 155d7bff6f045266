//! A bar with eighths of a cell.

use ratatui::text::Span;

use crate::tui::ui::theme::{Role, Theme};

/// A bar of `cells` cells, filled by `part / whole`; empty if `whole` is 0.
pub fn bar(part: usize, whole: usize, cells: usize, theme: Theme) -> Vec<Span<'static>> {
    let (full, empty, eighths) = theme.glyphs().bar;
    let filled = (part.min(whole) * cells * 8).checked_div(whole).unwrap_or(0);
    let (whole_cells, rest) = (filled / 8, filled % 8);
    let mut drawn = full.repeat(whole_cells);
    let mut used = whole_cells;
    if rest > 0 {
        drawn.push_str(eighths[rest - 1]);
        used += 1;
    }
    vec![
        Span::styled(drawn, theme.style(Role::Accent)),
        Span::styled(empty.repeat(cells.saturating_sub(used)), theme.style(Role::Dim)),
    ]
}

/// A bar of `cells` cells with a segment for each part; a part that is not 0 has at least one cell if there is room.
pub fn stacked(parts: &[(usize, Role)], cells: usize, theme: Theme) -> Vec<Span<'static>> {
    let numbers: Vec<usize> = parts.iter().map(|(part, _)| *part).collect();
    let segments = parts.iter().zip(share(&numbers, cells)).zip(theme.glyphs().segments.iter().cycle());
    segments.map(|(((_, role), cells), glyph)| Span::styled(glyph.repeat(cells), theme.style(*role))).collect()
}

/// Shares out the cells by the largest remainders.
fn share(parts: &[usize], cells: usize) -> Vec<usize> {
    let total: usize = parts.iter().sum();
    if total == 0 {
        return vec![0; parts.len()];
    }
    let mut shares: Vec<usize> = parts.iter().map(|part| part * cells / total).collect();
    let mut order: Vec<usize> = (0..parts.len()).filter(|index| parts[*index] > 0).collect();
    // A segment without a cell comes before any remainder.
    order.sort_by_key(|index| (shares[*index] > 0, std::cmp::Reverse(parts[*index] * cells % total)));
    for index in order.into_iter().cycle().take(cells.saturating_sub(shares.iter().sum())) {
        shares[index] += 1;
    }
    // What rounding down left may be too little for all small segments: the widest one gives.
    while let Some(empty) = (0..parts.len()).find(|index| parts[*index] > 0 && shares[*index] == 0) {
        let Some(widest) = (0..parts.len()).max_by_key(|index| shares[*index]).filter(|index| shares[*index] > 1)
        else {
            break;
        };
        shares[widest] -= 1;
        shares[empty] += 1;
    }
    shares
}

/// `60 %`, rounded down, so that only all is 100 %.
pub fn percent(part: usize, whole: usize) -> String {
    format!("{} %", (part * 100).checked_div(whole).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{bar, percent, share};
    use crate::tui::ui::theme::Theme;
    use rstest::rstest;

    #[rstest]
    #[case(0, 10, "──────────")]
    #[case(5, 10, "█████─────")]
    #[case(59, 100, "█████▉────")]
    #[case(10, 10, "██████████")]
    #[case(0, 0, "──────────")]
    fn fills_in_eighths(#[case] part: usize, #[case] whole: usize, #[case] drawn: &str) {
        let text: String = bar(part, whole, 10, Theme::plain(false)).iter().map(|span| span.content.as_ref()).collect();
        assert_eq!(text, drawn);
    }

    #[rstest]
    #[case(&[239, 50, 81, 210, 30], 24, &[10, 2, 3, 8, 1])]
    #[case(&[600, 1, 0, 1, 1], 12, &[9, 1, 0, 1, 1])]
    #[case(&[1, 1, 1, 1, 1], 3, &[1, 1, 1, 0, 0])]
    #[case(&[0, 0], 12, &[0, 0])]
    #[case(&[5, 0], 12, &[12, 0])]
    fn shares_all_cells(#[case] parts: &[usize], #[case] cells: usize, #[case] shares: &[usize]) {
        assert_eq!(share(parts, cells), shares);
    }

    #[test]
    fn only_all_is_a_hundred() {
        assert_eq!(percent(609, 610), "99 %");
    }
}
