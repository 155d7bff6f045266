//! Drops quoted mails from texts that no mail reader has cut: attachments, cells, typed text.

use super::tokenizer::Text;
use crate::lines::attribution::mail_lines;
use crate::lines::classify::{ClassifiedLines, LineKind};

/// Drops quoted mails and the headers above them. Lines marked with `>` stay, because an answer may stand below a quoted
/// question.
pub(super) fn drop_quoted_mails(text: &mut Text<'_>) {
    let (starts, lines): (Vec<usize>, Vec<&str>) = mail_lines(text.raw).into_iter().unzip();
    let ClassifiedLines { kinds, own_end } = ClassifiedLines::new(&lines);
    if own_end == lines.len() && !kinds.contains(&LineKind::Header) {
        return;
    }
    let mut later_starts = starts.into_iter().skip(1).peekable();
    let mut line = 0;
    let keep = |from: usize| {
        while later_starts.next_if(|start| *start <= from).is_some() {
            line += 1;
        }
        line < own_end && kinds[line] != LineKind::Header
    };
    let kept: Vec<bool> = text.tokens.iter().map(|token| token.from).map(keep).collect();
    text.retain(&kept);
}
