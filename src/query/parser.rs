//! Reading a query. There is no wrong query: what is not syntax is words.

use super::syntax::{Diagnostic, FieldName, Node, Query};
use crate::text::Span;

/// Parentheses nested deeper than this are read as if they were not there.
const DEEPEST: usize = 16;

/// Reads a query.
pub fn parse(raw: &str) -> Query {
    let mut parser = Parser { raw, at: 0, depth: 0, diagnostics: Vec::new() };
    let mut nodes = parser.sequence();
    while parser.at < raw.len() {
        parser.tell(parser.at..parser.at + 1, "`)` closes nothing and was left out");
        parser.at += 1;
        nodes.extend(parser.sequence());
    }
    parser.sought(&mut nodes);
    Query { raw: raw.to_owned(), nodes, diagnostics: parser.diagnostics }
}

struct Parser<'q> {
    raw: &'q str,
    at: usize,
    depth: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'q> Parser<'q> {
    fn rest(&self) -> &'q str {
        &self.raw[self.at..]
    }

    /// What is wrong with several characters in a row is told once.
    fn tell(&mut self, span: std::ops::Range<usize>, message: &str) {
        if let Some(last) = self.diagnostics.last_mut()
            && last.span.end == span.start
            && last.message == message
        {
            last.span.end = span.end;
            return;
        }
        self.diagnostics.push(Diagnostic { message: message.to_owned(), span: span.into() });
    }

    /// Words to leave out, from nothing, are options or the like that were pasted: `-XX:MaxGCPauseMillis`.
    fn sought(&mut self, nodes: &mut Vec<Node>) {
        let is_left_out = |node: &Node| match node {
            Node::Not(inner) => matches!(**inner, Node::Word { .. } | Node::Phrase { .. }),
            _ => false,
        };
        if nodes.is_empty() || !nodes.iter().all(is_left_out) {
            return;
        }
        self.tell(
            0..self.raw.len(),
            "there is nothing but words to leave out; they are looked for",
        );
        for node in nodes {
            if let Node::Not(inner) = node {
                *node = std::mem::replace(inner, Node::All(Vec::new()));
            }
        }
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Nodes up to the end or to a `)` that this level did not open.
    fn sequence(&mut self) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        loop {
            self.skip_space();
            if self.rest().is_empty() || self.rest().starts_with(')') {
                return nodes;
            }
            if let Some(span) = self.operator() {
                let left = nodes.pop();
                self.skip_space();
                let right = if self.rest().starts_with(')') { None } else { self.node() };
                match (left, right) {
                    (Some(Node::Any(mut any)), Some(right)) => {
                        any.push(right);
                        nodes.push(Node::Any(any));
                    }
                    (Some(left), Some(right)) => nodes.push(Node::Any(vec![left, right])),
                    (left, right) => {
                        self.tell(span.range(), "`OR` stands between two words; here it is a word");
                        nodes.extend(left);
                        nodes.push(word("OR", span));
                        nodes.extend(right);
                    }
                }
                continue;
            }
            nodes.extend(self.node());
        }
    }

    /// A free-standing `OR`.
    fn operator(&mut self) -> Option<Span> {
        let after = self.rest().strip_prefix("OR")?;
        if !after.is_empty() && !after.starts_with(char::is_whitespace) {
            return None;
        }
        let span = Span::new(self.at, self.at + 2);
        self.at += 2;
        Some(span)
    }

    fn node(&mut self) -> Option<Node> {
        let start = self.at;
        let rest = self.rest();
        if rest.starts_with('(') {
            return self.group();
        }
        if rest.starts_with(['"', '“', '”']) {
            return self.phrase();
        }
        if let Some(after) = rest.strip_prefix('-') {
            // A hyphen before a number is a sign, and alone it is a dash.
            let excludes = after.starts_with(|char: char| {
                !char.is_whitespace() && !char.is_ascii_digit() && char != '-'
            });
            if excludes && !after.starts_with(')') {
                self.at += 1;
                return self.node().map(|node| Node::Not(Box::new(node)));
            }
        }
        if let Some((name, value)) = rest.split_once(':')
            && let Some(field) = FieldName::from_name(name)
        {
            return self.field(field, start, start + name.len() + 1, value);
        }
        self.word()
    }

    fn group(&mut self) -> Option<Node> {
        let start = self.at;
        self.at += 1;
        if self.depth >= DEEPEST {
            self.tell(start..start + 1, "too many parentheses; these were left out");
            return None;
        }
        self.depth += 1;
        let mut nodes = self.sequence();
        self.depth -= 1;
        if self.rest().starts_with(')') {
            self.at += 1;
        } else {
            self.tell(
                start..start + 1,
                "`(` is never closed; it was read as if it were, at the end",
            );
        }
        match nodes.len() {
            0 => None,
            1 => nodes.pop(),
            _ => Some(Node::All(nodes)),
        }
    }

    fn phrase(&mut self) -> Option<Node> {
        let start = self.at;
        let open = self.rest().chars().next().map_or(1, char::len_utf8);
        self.at += open;
        let text = self.quoted(start, open);
        let span = Span::new(start + open, start + open + text.len());
        (!text.trim().is_empty()).then(|| Node::Phrase { text: text.to_owned(), span })
    }

    /// What stands up to the closing quote; goes past it.
    fn quoted(&mut self, start: usize, open: usize) -> &'q str {
        let rest = self.rest();
        match rest.find(['"', '“', '”']) {
            Some(end) => {
                self.at += end + rest[end..].chars().next().map_or(1, char::len_utf8);
                &rest[..end]
            }
            None => {
                self.at = self.raw.len();
                self.tell(start..start + open, "the quote is never closed; it was read to the end");
                rest
            }
        }
    }

    fn field(
        &mut self,
        name: FieldName,
        start: usize,
        value_at: usize,
        after: &str,
    ) -> Option<Node> {
        self.at = value_at;
        let value = if after.starts_with('"') {
            self.at += 1;
            self.quoted(value_at, 1).trim().to_owned()
        } else {
            let len =
                after.find(|char: char| char.is_whitespace() || char == ')').unwrap_or(after.len());
            self.at += len;
            after[..len].to_owned()
        };
        let span = Span::new(start, self.at);
        if value.is_empty() {
            let text = self.raw[start..value_at].trim_end_matches(':');
            self.tell(span.range(), "the field has no value; its name was read as a word");
            return Some(word(text, Span::new(start, start + text.len())));
        }
        Some(Node::Field { name, value, span })
    }

    fn word(&mut self) -> Option<Node> {
        let start = self.at;
        let rest = self.rest();
        // `f(x)` is a word; a `)` without its `(` ends a group.
        let mut open = 0;
        let end = rest
            .char_indices()
            .find(|&(_, char)| match char {
                '(' => {
                    open += 1;
                    false
                }
                ')' if open > 0 => {
                    open -= 1;
                    false
                }
                ')' | '"' | '“' | '”' => true,
                _ => char.is_whitespace(),
            })
            .map_or(rest.len(), |(at, _)| at);
        self.at += end.max(rest.chars().next().map_or(0, char::len_utf8));
        let text = &rest[..end];
        let (text, prefix) = match text.strip_suffix('*') {
            Some(stem) if !stem.is_empty() => (stem, true),
            _ => (text, false),
        };
        let span = Span::new(start, start + text.len());
        (!text.is_empty()).then(|| Node::Word { text: text.to_owned(), span, prefix })
    }
}

fn word(text: &str, span: Span) -> Node {
    Node::Word { text: text.to_owned(), span, prefix: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The query in one line: `w` word, `p` phrase, `f` field, `!` not, `|` any, `&` all.
    fn read(raw: &str) -> String {
        fn show(node: &Node) -> String {
            match node {
                Node::Word { text, prefix, .. } => {
                    format!("{text}{}", if *prefix { "*" } else { "" })
                }
                Node::Phrase { text, .. } => format!("\"{text}\""),
                Node::Field { name, value, .. } => format!("{name:?}={value}"),
                Node::Not(node) => format!("!{}", show(node)),
                Node::Any(nodes) => list("|", nodes),
                Node::All(nodes) => list("&", nodes),
            }
        }
        fn list(mark: &str, nodes: &[Node]) -> String {
            format!("{mark}({})", nodes.iter().map(show).collect::<Vec<_>>().join(" "))
        }
        parse(raw).nodes.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_to_leave_out_of_nothing_are_looked_for() {
        assert_eq!(read("-XX:MaxGCPauseMillis"), "XX:MaxGCPauseMillis");
        assert_eq!(read("-a -\"b c\""), "a \"b c\"");
        assert_eq!(parse("-a").diagnostics.len(), 1);
        assert_eq!(read("a -b"), "a !b");
        assert_eq!(read("-tag:x"), "!Tag=x");
    }

    #[test]
    fn words_need_no_syntax() {
        assert_eq!(read("람다 최대 실행 시간"), "람다 최대 실행 시간");
        assert_eq!(
            read("S3://bucket 10:30 http://a.b/c f(x)"),
            "S3://bucket 10:30 http://a.b/c f(x)"
        );
        assert!(parse("a:b - -1 O'Reilly").diagnostics.is_empty());
    }

    #[test]
    fn syntax_is_read() {
        assert_eq!(
            read("\"재해 복구\" -sns 람* service:sqs"),
            "\"재해 복구\" !sns 람* Service=sqs"
        );
        assert_eq!(read("a OR b OR c d"), "|(a b c) d");
        assert_eq!(read("(a OR b) -(c d)"), "|(a b) !&(c d)");
        assert_eq!(read("heading:\"제한 사항\" limit:>=15m"), "Heading=제한 사항 Limit=>=15m");
    }

    #[test]
    fn broken_syntax_is_words_and_told() {
        for (raw, expected) in [
            ("\"재해 복구", "\"재해 복구\""),
            ("(a b", "&(a b)"),
            ("a) b", "a b"),
            ("OR a", "OR a"),
            ("a OR", "a OR"),
            ("service: lambda", "service lambda"),
            ("((((((((((((((((((a))))))))))))))))))", "a"),
        ] {
            assert_eq!(read(raw), expected, "{raw}");
            assert!(!parse(raw).diagnostics.is_empty(), "{raw}");
        }
    }

    #[test]
    fn what_is_wrong_with_many_characters_is_told_once() {
        let query = parse(&format!("{}가", "(".repeat(5000)));
        let told: Vec<_> = query.diagnostics.iter().map(|one| one.message.as_str()).collect();
        assert!(told.len() <= DEEPEST + 1, "{}", told.len());
        assert_eq!(told[0], "too many parentheses; these were left out");
        assert_eq!(query.diagnostics[0].span, Span::new(DEEPEST, 5000));
    }

    #[test]
    fn spans_point_into_the_query() {
        let query = parse("가 \"나 다\" -라*");
        let mut spans = Vec::new();
        fn collect(node: &Node, spans: &mut Vec<Span>) {
            match node {
                Node::Word { span, .. } | Node::Phrase { span, .. } | Node::Field { span, .. } => {
                    spans.push(*span);
                }
                Node::Not(node) => collect(node, spans),
                Node::Any(nodes) | Node::All(nodes) => nodes.iter().for_each(|n| collect(n, spans)),
            }
        }
        query.nodes.iter().for_each(|node| collect(node, &mut spans));
        let texts: Vec<_> = spans.iter().map(|span| &query.raw[span.range()]).collect();
        assert_eq!(texts, ["가", "나 다", "라"]);
    }

    proptest::proptest! {
        #[test]
        fn anything_can_be_read(raw in "[ \"()*:a-c가-나O R-]{0,40}|\\PC{0,40}") {
            let query = parse(&raw);
            for diagnostic in &query.diagnostics {
                proptest::prop_assert!(raw.get(diagnostic.span.range()).is_some());
            }
        }
    }
}
