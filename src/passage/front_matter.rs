//! What a note says of itself before its text: YAML between `---` or TOML between `+++`.
//!
//! Only three keys matter (title, tags, aliases), and front matter is written by hand: a title with
//! an unquoted colon, tabs, a list that is half a string. A strict parser rejects those and loses
//! the title, so these keys are read line by line, and everything else is passed over.

/// Names and tags of a note, from its front matter or its document attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) aliases: Vec<String>,
}

impl Metadata {
    /// Takes over one key's value, where the key is of interest. The first title stays.
    pub(super) fn set(&mut self, key: &str, value: &str) {
        match Field::of(key) {
            Some(Field::Title) => {
                let title = unquote(value);
                if self.title.is_none() && !title.is_empty() {
                    self.title = Some(title);
                }
            }
            Some(Field::Tags) => list(value).for_each(|tag| self.tag(&tag)),
            Some(Field::Aliases) => {
                list(value).for_each(|alias| push_new(&mut self.aliases, &alias))
            }
            None => {}
        }
    }

    /// Adds a tag, with or without its `#`.
    pub(super) fn tag(&mut self, tag: &str) {
        push_new(&mut self.tags, tag.trim_start_matches('#'));
    }
}

fn push_new(list: &mut Vec<String>, item: &str) {
    if !item.is_empty() && !list.iter().any(|known| known == item) {
        list.push(item.to_owned());
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Tags,
    Aliases,
}

impl Field {
    fn of(key: &str) -> Option<Self> {
        let is = |names: &[&str]| names.iter().any(|name| key.eq_ignore_ascii_case(name));
        if is(&["title", "제목"]) {
            Some(Field::Title)
        } else if is(&["tags", "tag", "keywords", "filetags", "태그"]) {
            Some(Field::Tags)
        } else if is(&["aliases", "alias", "별칭"]) {
            Some(Field::Aliases)
        } else {
            None
        }
    }
}

/// Reads a note's front matter; with it, where the note's text begins (0 without front matter).
pub(super) fn read(source: &str) -> (Metadata, usize) {
    let Some(block) = Block::find(source) else { return (Metadata::default(), 0) };
    let mut metadata = Metadata::default();
    let mut field = None;
    for line in block.inner.lines() {
        let trimmed = line.trim();
        if let Some(item) = list_item(trimmed) {
            if let Some(key) = field {
                metadata.set(key, item);
            }
        } else if let Some((key, value)) = key_value(line, block.separator) {
            field = Some(key);
            // `>-` and `|` only announce that the value follows.
            if !matches!(value, ">" | ">-" | "|" | "|-") {
                metadata.set(key, value);
            }
        } else if let Some(key) = field.filter(|_| !trimmed.is_empty()) {
            // The rest of a value or list that runs over several lines.
            metadata.set(key, trimmed);
        }
    }
    (metadata, block.end)
}

struct Block<'s> {
    inner: &'s str,
    separator: char,
    end: usize,
}

impl<'s> Block<'s> {
    /// The block at the very start of a note. A note may also begin with a horizontal rule: most
    /// lines must look like front matter, or the note's text would vanish.
    fn find(source: &'s str) -> Option<Self> {
        let first = source.lines().next()?;
        let (separator, closers): (char, &[&str]) = match first.trim_end() {
            "---" => (':', &["---", "..."]),
            "+++" => ('=', &["+++"]),
            _ => return None,
        };
        let start = (first.len() + 1).min(source.len());
        let mut at = start;
        let (mut keys, mut others) = (0_usize, 0_usize);
        for line in source[start..].split_inclusive('\n') {
            let content = line.trim_end();
            if closers.contains(&content) {
                let empty = source[start..at].trim().is_empty();
                let inner = &source[start..at];
                return (empty || keys > others).then_some(Block {
                    inner,
                    separator,
                    end: at + line.len(),
                });
            }
            // Never closed: it ends where the text evidently begins.
            if others == 0 && keys > 0 && (content.is_empty() || content.starts_with("# ")) {
                let closed = source[at..].lines().any(|later| closers.contains(&later.trim_end()));
                if !closed {
                    return Some(Block { inner: &source[start..at], separator, end: at });
                }
            }
            if key_value(line, separator).is_some() {
                keys += 1;
            } else if !is_continuation(line) {
                others += 1;
                if others > keys + 8 {
                    return None;
                }
            }
            at += line.len();
        }
        None
    }
}

/// Blank lines, comments, list items and indented lines belong to the key above.
fn is_continuation(line: &str) -> bool {
    line.trim().is_empty()
        || line.starts_with([' ', '\t', '#', ']', '[', '}'])
        || list_item(line.trim()).is_some()
}

fn list_item(trimmed: &str) -> Option<&str> {
    trimmed.strip_prefix("- ").map(str::trim)
}

/// `key: value` at the line's start; nested keys (`  tags = []` below a TOML table) count too. Keys
/// are ASCII but for those known here: `용어 : 설명` between two rules is a note's text.
fn key_value(line: &str, separator: char) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(separator)?;
    let key = key.trim().trim_matches(['"', '\'']);
    let ascii = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    let is_key = ascii || Field::of(key).is_some();
    is_key.then(|| (key, value.trim()))
}

/// The items of `[a, "b"]`, `a, b` or a single word.
fn list(value: &str) -> impl Iterator<Item = String> {
    let value = value.trim().trim_start_matches('[').trim_end_matches(']');
    value.split(',').map(unquote)
}

/// A scalar without its quotes and trailing comment.
fn unquote(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote) {
            let inner = rest.rfind(quote).map_or(rest, |end| &rest[..end]);
            let (doubled, escaped) = (format!("{quote}{quote}"), format!("\\{quote}"));
            let quote = quote.to_string();
            return inner.replace(&escaped, &quote).replace(&doubled, &quote).trim().to_owned();
        }
    }
    let end = value.find(" #").unwrap_or(value.len());
    value[..end].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(source: &str) -> Option<String> {
        read(source).0.title
    }

    #[test]
    fn yaml_in_all_its_list_forms() {
        for tags in [
            "[aws, 서버리스]",
            "aws, 서버리스",
            "\n  - aws\n  - 서버리스",
            "\n- \"aws\"\n- '서버리스'",
        ] {
            let source = format!("---\ntitle: 람다\ntags: {tags}\nalias: Lambda\n---\n본문");
            let (metadata, body) = read(&source);
            assert_eq!(metadata.title.as_deref(), Some("람다"));
            assert_eq!(metadata.tags, ["aws", "서버리스"]);
            assert_eq!(metadata.aliases, ["Lambda"]);
            assert_eq!(&source[body..], "본문");
        }
    }

    #[test]
    fn toml() {
        let source =
            "+++\ntitle = \"S3 정리\"\n[taxonomies]\ntags = [\"s3\",\n\"storage\"]\n+++\n본문";
        let (metadata, body) = read(source);
        assert_eq!(metadata.title.as_deref(), Some("S3 정리"));
        assert_eq!(metadata.tags, ["s3", "storage"]);
        assert_eq!(&source[body..], "본문");
    }

    #[test]
    fn broken_front_matter_keeps_title_and_text() {
        assert_eq!(
            title("---\ntitle: AWS: \"람다\" 정리\n\tdate: x\n---\n").as_deref(),
            Some("AWS: \"람다\" 정리")
        );
        assert_eq!(title("---\ntitle: \"열린 따옴표\n---\n").as_deref(), Some("열린 따옴표"));
        let (metadata, body) = read("---\ntitle: 안 닫힘\n\n# 본문\n");
        assert_eq!((metadata.title.as_deref(), body), (Some("안 닫힘"), 22));
    }

    #[test]
    fn a_rule_at_the_start_is_no_front_matter() {
        for source in [
            "---\n그냥 글이다\n그리고 또\n---\n",
            "---\n- 하나\n- 둘\n---\n",
            "---\n글",
            "글\n---\na: b\n---",
        ] {
            assert_eq!(read(source), (Metadata::default(), 0), "{source:?}");
        }
    }
}
