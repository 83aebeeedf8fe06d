//! HTML inside Markdown: which tags are dropped, which break a line, what is text.

use crate::text::Span;

/// What a stretch of HTML is made of. Comments, scripts and declarations are not reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'s> {
    /// Text, entities still encoded.
    Text(Span),
    /// A start tag's name, lower case only where it was written so.
    Open(&'s str),
    /// An end tag's name.
    Close(&'s str),
}

/// Reads HTML that comes line by line. What it says of offsets is about the whole source.
#[derive(Debug, Default)]
pub(super) struct HtmlReader {
    state: State,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    /// In a comment that began here.
    Comment(usize),
    /// In a tag that began here.
    Tag(usize),
    /// In `<script>` or `<style>`.
    Raw(&'static str),
}

impl HtmlReader {
    /// Ends a block. Where a comment or tag of it was never closed, returns where that began: a
    /// forgotten `-->` must not swallow the note.
    pub(super) fn finish(&mut self) -> Option<usize> {
        match std::mem::take(&mut self.state) {
            State::Comment(start) | State::Tag(start) => Some(start),
            State::Text | State::Raw(_) => None,
        }
    }

    /// The next token from `at` on, up to `end`; moves `at` past it.
    pub(super) fn next<'s>(
        &mut self,
        source: &'s str,
        at: &mut usize,
        end: usize,
    ) -> Option<Token<'s>> {
        while *at < end {
            let rest = &source[*at..end];
            match self.state {
                State::Text => {
                    if let Some(token) = self.text(source, rest, at) {
                        return Some(token);
                    }
                }
                State::Comment(_) => {
                    let close = rest.find("-->").map(|close| close + 3);
                    self.leave(close, rest, at);
                }
                State::Raw(name) => {
                    let close = rest.find(name);
                    self.leave(close, rest, at);
                }
                State::Tag(start) => {
                    let close = rest.find('>').map(|close| close + 1);
                    self.leave(close, rest, at);
                    if self.state == State::Text
                        && let Some(token) = self.tag(&source[start..*at])
                    {
                        return Some(token);
                    }
                }
            }
        }
        None
    }

    fn leave(&mut self, close: Option<usize>, rest: &str, at: &mut usize) {
        if close.is_some() {
            self.state = State::Text;
        }
        *at += close.unwrap_or(rest.len());
    }

    fn text<'s>(&mut self, source: &'s str, rest: &'s str, at: &mut usize) -> Option<Token<'s>> {
        let start = *at;
        let mut opens = rest.match_indices('<').map(|(open, _)| open);
        let len = opens.find(|open| is_markup(source, Span::new(start + open, start + rest.len())));
        let len = len.unwrap_or(rest.len());
        *at += len;
        if *at < start + rest.len() {
            let comment = source[*at..].starts_with("<!--");
            self.state = if comment { State::Comment(*at) } else { State::Tag(*at) };
            *at += if comment { 4 } else { 1 };
        }
        (len > 0).then(|| Token::Text(Span::new(start, start + len)))
    }

    fn tag<'s>(&mut self, tag: &'s str) -> Option<Token<'s>> {
        let token = tag_token(tag)?;
        if let Token::Open(name) = token {
            if name.eq_ignore_ascii_case("script") {
                self.state = State::Raw("</script");
            } else if name.eq_ignore_ascii_case("style") {
                self.state = State::Raw("</style");
            }
        }
        Some(token)
    }
}

/// The token of a tag, known or not; nothing for comments and the like.
pub(super) fn tag_token(tag: &str) -> Option<Token<'_>> {
    let rest = tag.strip_prefix('<')?;
    let (close, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let len = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    let name = &rest[..len];
    if !name.starts_with(|char: char| char.is_ascii_alphabetic()) {
        return None;
    }
    Some(if close { Token::Close(name) } else { Token::Open(name) })
}

/// Whether what begins at `span` with `<` is markup, and not text of the note such as `<이름>`, a
/// placeholder `<bucket-name>` or a type's parameter in `List<String>`. A tag that HTML does not know
/// is markup where it has attributes or is capitalised and stands by itself: a component.
pub(super) fn is_markup(source: &str, span: Span) -> bool {
    let rest = &source[span.range()];
    if rest.starts_with("<!") || rest.starts_with("<?") {
        return true;
    }
    let Some(Token::Open(name) | Token::Close(name)) = tag_token(rest) else { return false };
    if is_html_name(name) {
        return true;
    }
    let tag = rest.split_inclusive(['>', '\n']).next().unwrap_or(rest);
    let attached = source[..span.start].ends_with(|char: char| char.is_alphanumeric());
    let capital = name.starts_with(|char: char| char.is_ascii_uppercase());
    !attached && (capital || tag.contains('=') || tag.ends_with("/>"))
}

/// Whether HTML has an element of this name.
fn is_html_name(name: &str) -> bool {
    const NAMES: &str = " a abbr address area article aside audio b base bdi bdo big blockquote body \
        br button canvas caption center cite code col colgroup data dd del details dfn dialog dir \
        div dl dt em embed fieldset figcaption figure font footer form frame h1 h2 h3 h4 h5 h6 head \
        header hr html i iframe img input ins kbd label legend li link main map mark menu meta meter \
        nav noscript object ol optgroup option output p param path picture pre progress q rp rt ruby \
        s samp script section select small source span strike strong style sub summary sup svg table \
        tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr ";
    contains_word(NAMES, name)
}

/// Whether a tag of this name begins a new line.
pub(super) fn breaks_line(name: &str) -> bool {
    const NAMES: &str = " address article aside blockquote body br caption center dd details dialog \
        div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li \
        main menu nav ol option p pre section select summary table tbody td tfoot th thead tr ul ";
    contains_word(NAMES, name)
}

fn contains_word(words: &str, name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    words.split_ascii_whitespace().any(|word| word == lower)
}

/// The character a text begins with in encoded form, such as `&nbsp;`, and the length of that form.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let len = text.bytes().take(10).position(|byte| byte == b';')? + 1;
    let name = text.get(1..len - 1)?;
    let char = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "emsp" | "ensp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|char| *char != '\0')?
        }
    };
    Some((char, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> (String, Option<usize>) {
        let mut reader = HtmlReader::default();
        let mut text = String::new();
        let mut start = 0;
        for line in source.split_inclusive('\n') {
            let (mut at, end) = (start, start + line.len());
            while let Some(token) = reader.next(source, &mut at, end) {
                match token {
                    Token::Text(span) => text.push_str(&source[span.range()]),
                    Token::Open(name) if breaks_line(name) => text.push('/'),
                    Token::Open(_) | Token::Close(_) => {}
                }
            }
            start = end;
        }
        (text, reader.finish())
    }

    #[test]
    fn tags_and_comments_are_no_text() {
        assert_eq!(text("<p><b>람다</b> 함수<br>끝</p>").0, "/람다 함수/끝");
        assert_eq!(text("<div\n class=\"x\">글<!-- 안\n보임 -->보임</div>").0, "/글보임");
        assert_eq!(text("<style>\np { x }\n</style>뒤").0, "뒤");
        assert_eq!(text("a < b, <이름>, List<String>").0, "a < b, <이름>, List<String>");
    }

    #[test]
    fn what_is_never_closed_is_reported() {
        assert_eq!(text("글\n<!-- 열린 주석\n본문"), ("글\n".to_owned(), Some(4)));
        assert_eq!(text("<div 열린"), (String::new(), Some(0)));
    }

    #[test]
    fn entities() {
        assert_eq!(entity("&lt;div"), Some(('<', 4)));
        assert_eq!(entity("&#44032;"), Some(('가', 8)));
        assert_eq!(entity("&모름;"), None);
        assert_eq!(entity("&&&&&&&&&&&&&;"), None);
    }
}
