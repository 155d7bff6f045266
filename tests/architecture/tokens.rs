//! A tokenizer for as much of Rust as paths, items and blocks need.

use std::collections::BTreeSet;

/// A token with its line, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The text; `::` and `->` are one token.
    pub text: String,
    pub line: usize,
}

/// The tokens of a text. Comments are dropped, a string or a character is `""`, and a lifetime is `'`.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0, line: 1, found: Vec::new() };
    while reader.at < reader.chars.len() {
        reader.step();
    }
    reader.found
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
    found: Vec<Token>,
}

impl Reader {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn advance(&mut self, count: usize) {
        for _ in 0..count {
            self.line += usize::from(self.peek(0) == '\n');
            self.at += 1;
        }
    }

    fn push(&mut self, text: impl Into<String>, line: usize) {
        self.found.push(Token { text: text.into(), line });
    }

    fn step(&mut self) {
        let (first, second, line) = (self.peek(0), self.peek(1), self.line);
        match (first, second) {
            ('/', '/') => self.skip_while(|c| c != '\n'),
            ('/', '*') => self.block_comment(),
            ('"', _) => self.string(line),
            ('r', '"' | '#') | ('b', '"' | '\'') | ('b', 'r') if self.is_literal() => self.prefixed(line),
            ('\'', _) => self.quote(line),
            (':', ':') | ('-', '>') => {
                self.advance(2);
                self.push(format!("{first}{second}"), line);
            }
            (c, _) if c.is_alphanumeric() || c == '_' => {
                let start = self.at;
                self.skip_while(|c| c.is_alphanumeric() || c == '_');
                let word: String = self.chars[start..self.at].iter().collect();
                self.push(word, line);
            }
            (c, _) => {
                self.advance(1);
                if !c.is_whitespace() {
                    self.push(c, line);
                }
            }
        }
    }

    fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        while self.at < self.chars.len() && wanted(self.peek(0)) {
            self.advance(1);
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        loop {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ if self.at >= self.chars.len() => return,
                _ => {
                    self.advance(1);
                    continue;
                }
            }
            self.advance(2);
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self, line: usize) {
        self.advance(1);
        while self.at < self.chars.len() && self.peek(0) != '"' {
            self.advance(if self.peek(0) == '\\' { 2 } else { 1 });
        }
        self.advance(1);
        self.push("\"\"", line);
    }

    /// Whether an `r` or a `b` starts a literal, and not a name such as `r#type` or `body`.
    fn is_literal(&self) -> bool {
        let rest: String = self.chars[self.at..].iter().take(8).collect();
        let rest = rest.trim_start_matches('b').trim_start_matches('r').trim_start_matches('#');
        rest.starts_with('"') || (self.peek(0) == 'b' && self.peek(1) == '\'')
    }

    fn prefixed(&mut self, line: usize) {
        let raw = self.peek(0) == 'r' || self.peek(1) == 'r';
        self.skip_while(|c| c == 'b' || c == 'r');
        if !raw {
            return if self.peek(0) == '"' { self.string(line) } else { self.quote(line) };
        }
        let start = self.at;
        self.skip_while(|c| c == '#');
        let end: String = std::iter::once('"').chain(std::iter::repeat_n('#', self.at - start)).collect();
        let end: Vec<char> = end.chars().collect();
        self.advance(1);
        while self.at < self.chars.len() && !self.chars[self.at..].starts_with(&end) {
            self.advance(1);
        }
        self.advance(end.len());
        self.push("\"\"", line);
    }

    /// A character or a lifetime.
    fn quote(&mut self, line: usize) {
        if self.peek(1) == '\\' {
            self.advance(3);
            self.skip_while(|c| c != '\'');
            self.advance(1);
            return self.push("\"\"", line);
        }
        if self.peek(2) == '\'' {
            self.advance(3);
            return self.push("\"\"", line);
        }
        self.advance(1);
        self.skip_while(|c| c.is_alphanumeric() || c == '_');
        self.push("'", line);
    }
}

/// The tokens without test code, and the number of lines removed.
pub fn without_tests(tokens: &[Token]) -> (Vec<Token>, BTreeSet<usize>) {
    let (mut kept, mut gone) = (Vec::new(), BTreeSet::new());
    let mut at = 0;
    while at < tokens.len() {
        let Some(end) = test_item(tokens, at) else {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        };
        gone.extend(tokens[at].line..=tokens[end - 1].line);
        at = end;
    }
    (kept, gone)
}

/// The end of the item that starts here with `#[cfg(test)]`, if one does.
pub fn test_item(tokens: &[Token], at: usize) -> Option<usize> {
    let begin = ["#", "[", "cfg", "(", "test", ")", "]"];
    let words = tokens.get(at..at + begin.len())?;
    if !words.iter().zip(begin).all(|(token, word)| token.text == word) {
        return None;
    }
    let mut end = at + begin.len();
    while tokens.get(end).is_some_and(|token| token.text == "#") {
        end = closing(tokens, end + 1);
    }
    let body = (end..tokens.len()).find(|place| matches!(tokens[*place].text.as_str(), "{" | ";"))?;
    Some(if tokens[body].text == ";" { body + 1 } else { closing(tokens, body) })
}

/// The position after the bracket that closes the one at `open`.
pub fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place + 1;
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::{tokens, without_tests};

    fn words(text: &str) -> String {
        tokens(text).iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_strings_and_lifetimes_are_told_apart() {
        assert_eq!(words("a // b\nc /* d /* e */ f */ g"), "a c g");
        assert_eq!(
            words(r##"f("x\"y", r#"z"w"#, b"v", '"', '\'', b'\n') r#type"##),
            "f ( \"\" , \"\" , \"\" , \"\" , \"\" , \"\" ) r # type"
        );
        assert_eq!(words("fn f<'a>(x: &'a str) -> crate::T"), "fn f < ' > ( x : & ' str ) -> crate :: T");
    }

    #[test]
    fn lines_are_counted_through_strings() {
        let found = tokens("a \"\n\n\" b");
        assert_eq!(found.last().map(|token| token.line), Some(3));
    }

    #[test]
    fn what_is_only_for_tests_goes() {
        let (kept, gone) = without_tests(&tokens(
            "a;\n#[cfg(test)]\n#[path = \"x.rs\"]\nmod tests;\nb;\n#[cfg(test)]\nfn f() {\n}\nc",
        ));
        assert_eq!(kept.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(""), "a;b;c");
        assert_eq!(gone.into_iter().collect::<Vec<_>>(), [2, 3, 4, 6, 7, 8]);
    }
}
