use super::check_version;
use std::io::{self, Read};

use crate::cli::args::AnalyzeArgs;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::engine::Engine;
use crate::output::tokens::{self, TokenLine};
use crate::text::SourceText;

/// Shows the tokens of a text.
pub(in crate::cli) fn run(args: &AnalyzeArgs, console: &Console) -> Result<Exit, CliError> {
    check_version(args.format.format_version)?;
    let text = match &args.text[..] {
        [only] if only == "-" => {
            let mut text = String::new();
            io::stdin().lock().read_to_string(&mut text).map_err(CliError::Input)?;
            text
        }
        words => words.join(" "),
    };
    let tokens = analyze(&text)?;
    if args.format.json {
        console.print_plain(|out| tokens::print_json(&tokens, out))?;
    } else {
        console.print(|out| tokens::print(&tokens, out))?;
    }
    Ok(Exit::of(!tokens.is_empty()))
}

/// The tokens, placed in the text as it was given and not as it is normalised.
fn analyze(text: &str) -> Result<Vec<TokenLine>, CliError> {
    let source = SourceText::from_utf8(text.to_owned());
    let mut tokens = Vec::new();
    Engine::analyzer()?.for_each_token(source.as_str(), |token| {
        let span = source.original_span(token.span);
        tokens.push(TokenLine {
            surface: text[span.range()].to_owned(),
            byte: [span.start, span.end],
            tag: token.tag.name().to_owned(),
            class: token.term.class().name(),
            term: token.term.text().to_owned(),
            position: token.position,
        });
    });
    Ok(tokens)
}
