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

/// `60 %`, rounded down, so that only all is 100 %.
pub fn percent(part: usize, whole: usize) -> String {
    format!("{} %", (part * 100).checked_div(whole).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{bar, percent};
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

    #[test]
    fn only_all_is_a_hundred() {
        assert_eq!(percent(609, 610), "99 %");
    }
}
