//! What can be typed. Flags are plain values here; what they mean together is decided elsewhere.

use std::path::PathBuf;

use clap::{ColorChoice, Parser, Subcommand, ValueEnum};

use super::terms::term;

const EXAMPLES: &str = "\
Examples:
  pilgi query 람다 최대 실행 시간          where a note says how long Lambda may run
  pilgi q sqs message size limit           the same in English, or in both mixed
  pilgi q '\"콜드 스타트\" OR 프로비저닝' -n 3  a phrase or a word, the best three
  pilgi --notes ~/notes q git rebase       notes elsewhere

`pilgi query --help` tells the query language, `pilgi status` where notes and index are.";

const QUERY_LANGUAGE: &str = "\
Query language:
  람다 제한          plain words: all are wanted, what has more of them comes first
  \"콜드 스타트\"      a phrase
  -스팟              without this word (after `--` where it starts with a Latin letter)
  EBS OR EFS         either
  ( … )              a group
  프로비*            words that start like this
  path:aws/ heading:제한 tag:exam service:lambda concept:limit
  limit:15m limit:>=5TB limit:10GB..1TB   lines that state such a value, in any unit
Nothing is a syntax error: what cannot be read as syntax is read as words, and said on stderr.

Examples:
  pilgi query 람다 최대 실행 시간
  pilgi q s3 object size limit --json
  pilgi q 트랜잭션 격리 수준 tag:db --vimgrep
  pilgi q rds -오로라 -- -mysql

Exit codes: 0 something was found, 1 nothing was found, 2 an error.";

const LIMITS_HELP: &str = "\
Examples:
  pilgi limits 람다 실행 시간           the figures on lines about that
  pilgi limits --service sqs --unit time
  pilgi limits 'limit:>=5TB'            sizes of five terabytes and more, however written
  pilgi limits --conflicts              figures that cannot both hold";

const TOPICS_HELP: &str = "\
Examples:
  pilgi topics                          services, concepts and names that the notes have
  pilgi topics 오로라                   what it is, its limits, the sections on it

Names of your own go into pilgi.toml, or into pilgi-catalog.toml in the notes folder:
  [[entity]]
  name = \"Our Gateway\"
  also = [\"OGW\", \"우리 게이트웨이\"]";

/// Full-text search for study notes in Korean and English
///
/// Finds the line that answers: a bullet, a paragraph, a table row, with the headings it stands
/// under. The index follows the notes by itself; nothing is ever written into their folder.
#[derive(Debug, Parser)]
#[command(name = "pilgi", version, after_help = EXAMPLES, max_term_width = 100)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(super) struct Args {
    #[command(flatten)]
    pub folders: FolderArgs,
    #[command(flatten)]
    pub console: ConsoleArgs,
    #[command(subcommand)]
    pub command: Command,
}

/// Where notes and index are.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct FolderArgs {
    /// Notes folder; may be given several times [env: PILGI_NOTES]
    ///
    /// Without it: what the nearest pilgi.toml says, `notes/` beside it, `notes/` in this folder, or
    /// what the user's own configuration names, whichever is there first. PILGI_NOTES may name
    /// several folders, set apart as in PATH.
    #[arg(long, value_name = "DIR", global = true, help_heading = "Folders")]
    pub notes: Vec<PathBuf>,
    /// Index folder [env: PILGI_INDEX]
    ///
    /// Without it: what pilgi.toml says or `index/` beside the notes; with --notes, a folder of its
    /// own in the user's cache.
    #[arg(long, value_name = "DIR", global = true, help_heading = "Folders")]
    pub index: Option<PathBuf>,
    /// Configuration file, instead of the nearest pilgi.toml
    #[arg(long, value_name = "FILE", global = true, help_heading = "Folders")]
    pub config: Option<PathBuf>,
}

/// What the screen is to look like.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct ConsoleArgs {
    /// When to colour
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    #[arg(help_heading = "Output")]
    pub color: ColorChoice,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, help_heading = "Output")]
    pub quiet: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Find the lines that answer
    #[command(visible_alias = "q", after_long_help = QUERY_LANGUAGE)]
    #[command(after_help = "`--help` tells the query language.")]
    Query(QueryArgs),
    /// Show where limits and other figures are mentioned, with what they measure
    #[command(after_help = LIMITS_HELP)]
    Limits(LimitsArgs),
    /// Show what the notes are about, or all that they say on one thing
    #[command(after_help = TOPICS_HELP)]
    Topics(TopicsArgs),
    /// Build the index, or bring it up to date, and say what changed
    ///
    /// Queries do this by themselves. It is for a large collection's first time, and for scripts.
    Index(IndexArgs),
    /// Say how a query was read and why each hit ranks where it does
    Explain(ExplainArgs),
    /// Show the tokens of a text
    #[command(after_help = "Example:\n  pilgi analyze '람다는 최대 15분까지 실행된다'")]
    Analyze(AnalyzeArgs),
    /// Measure retrieval on labelled queries
    #[command(after_help = "Files are tab-separated: queries `id, text`; judgements `query, \
        document, grade`; exclusions `query, document`. A document is a note's path below its \
        folder, with or without `.md`.\n\nExample:\n  pilgi --notes notes eval --queries \
        queries.tsv --qrels qrels.tsv --run run.trec")]
    Eval(EvalArgs),
    /// Show where notes and index are, and whether the index is up to date
    Status(StatusArgs),
    /// Print the script that completes commands and options in a shell
    #[command(after_help = "Examples:\n  pilgi completions bash > \
        ~/.local/share/bash-completion/completions/pilgi\n  pilgi completions zsh > \
        ~/.zfunc/_pilgi\n  pilgi completions fish > ~/.config/fish/completions/pilgi.fish")]
    Completions(CompletionsArgs),
}

impl Command {
    /// Whether stdout is read by a program that expects JSON.
    pub fn wants_json(&self) -> bool {
        match self {
            Command::Query(args) => args.form.json,
            Command::Limits(args) => args.form.json,
            Command::Topics(args) => args.format.json,
            Command::Explain(args) => args.format.json,
            Command::Analyze(args) => args.format.json,
            Command::Eval(args) => args.format.json,
            Command::Status(args) => args.format.json,
            Command::Index(_) | Command::Completions(_) => false,
        }
    }
}

/// What is looked for.
#[derive(Debug, clap::Args)]
pub(super) struct SearchArgs {
    /// What to look for; plain words need no quotes
    #[arg(value_name = "TERMS", value_parser = term)]
    #[arg(required_unless_present_any = ["service", "concept"])]
    pub terms: Vec<String>,
    /// Show at most N passages; with --paths, N notes
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..), help_heading = "Search")]
    pub max_results: u32,
    /// Only on this service, by any of its names; may be given several times
    #[arg(short, long, value_name = "NAME", help_heading = "Search")]
    pub service: Vec<String>,
    /// Only on this concept; may be given several times
    #[arg(short, long, value_name = "NAME", help_heading = "Search")]
    pub concept: Vec<String>,
    /// Words as typed: no other spacing, no other names, no slips of the keyboard
    #[arg(short = 'x', long, help_heading = "Search")]
    pub exact: bool,
    /// The last word is the beginning of one
    #[arg(long, conflicts_with = "exact", help_heading = "Search")]
    pub prefix: bool,
    /// Answer from the index as it is, without looking at the notes first
    #[arg(long, help_heading = "Search")]
    pub no_refresh: bool,
}

/// `pilgi query`.
#[derive(Debug, clap::Args)]
pub(super) struct QueryArgs {
    #[command(flatten)]
    pub search: SearchArgs,
    #[command(flatten)]
    pub form: FormArgs,
    /// With --paths or --vimgrep: a NUL byte after each path
    #[arg(
        short = '0',
        long,
        requires = "FormArgs",
        conflicts_with = "json",
        help_heading = "Output"
    )]
    pub null: bool,
    /// With --json: the version of the format that is expected
    ///
    /// Exit code 20 where it is no longer written, 21 where it is not known yet.
    #[arg(long, value_name = "N", requires = "json", help_heading = "Output")]
    pub format_version: Option<u32>,
}

/// `pilgi limits`.
#[derive(Debug, clap::Args)]
pub(super) struct LimitsArgs {
    /// Words that the line, or what it stands under, has; `limit:>=15m` for a value
    #[arg(value_name = "TERMS", value_parser = term)]
    pub terms: Vec<String>,
    /// Only of this service, by any of its names; may be given several times
    #[arg(short, long, value_name = "NAME", help_heading = "Search")]
    pub service: Vec<String>,
    /// Only on this concept; may be given several times
    #[arg(short, long, value_name = "NAME", help_heading = "Search")]
    pub concept: Vec<String>,
    /// Only in this unit
    #[arg(short, long, value_name = "UNIT", help_heading = "Search")]
    #[arg(value_parser = ["time", "size", "count", "percent", "rate", "money"])]
    pub unit: Option<String>,
    /// Figures in passing too: small counts, examples, measurements
    #[arg(short, long, help_heading = "Search")]
    pub all: bool,
    /// Instead, show pairs of lines whose figures cannot both hold
    #[arg(long, help_heading = "Search")]
    pub conflicts: bool,
    /// Show at most N rows
    #[arg(short = 'n', long, value_name = "N", default_value_t = 100)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..), help_heading = "Search")]
    pub max_results: u32,
    /// Answer from the index as it is, without looking at the notes first
    #[arg(long, help_heading = "Search")]
    pub no_refresh: bool,
    #[command(flatten)]
    pub form: LimitsForm,
    /// With --json: the version of the format that is expected
    #[arg(long, value_name = "N", requires = "json", help_heading = "Output")]
    pub format_version: Option<u32>,
}

/// The form of the rows. At most one.
#[derive(Clone, Copy, Debug, clap::Args)]
#[group(multiple = false)]
pub(super) struct LimitsForm {
    /// One JSON object a line (schema/query.schema.json)
    #[arg(long, help_heading = "Output")]
    pub json: bool,
    /// path:line:column:text, for editors
    #[arg(long, help_heading = "Output")]
    pub vimgrep: bool,
}

/// `pilgi topics`.
#[derive(Debug, clap::Args)]
pub(super) struct TopicsArgs {
    /// One thing, by any of its names; without it, the list of all
    #[arg(value_name = "NAME", value_parser = term)]
    pub name: Vec<String>,
    /// Show at most N rows of each sort
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..), help_heading = "Search")]
    pub max_results: u32,
    /// Answer from the index as it is, without looking at the notes first
    #[arg(long, help_heading = "Search")]
    pub no_refresh: bool,
    #[command(flatten)]
    pub format: JsonArgs,
}

/// The form of the results. At most one.
#[derive(Clone, Copy, Debug, clap::Args)]
#[group(multiple = false)]
pub(super) struct FormArgs {
    /// One JSON object a line (schema/query.schema.json)
    #[arg(long, help_heading = "Output")]
    pub json: bool,
    /// path:line:column:text, for editors
    #[arg(long, help_heading = "Output")]
    pub vimgrep: bool,
    /// Only the notes' paths, each once, best first
    #[arg(short = 'l', long, help_heading = "Output")]
    pub paths: bool,
}

/// `--json` and its version, where there is no other form.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct JsonArgs {
    /// One JSON object a line
    #[arg(long, help_heading = "Output")]
    pub json: bool,
    /// With --json: the version of the format that is expected
    #[arg(long, value_name = "N", requires = "json", help_heading = "Output")]
    pub format_version: Option<u32>,
}

/// `pilgi index`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct IndexArgs {
    /// Build everything anew, whatever is there
    #[arg(long)]
    pub rebuild: bool,
}

/// `pilgi explain`.
#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    #[command(flatten)]
    pub search: SearchArgs,
    #[command(flatten)]
    pub format: JsonArgs,
}

/// `pilgi analyze`.
#[derive(Debug, clap::Args)]
pub(super) struct AnalyzeArgs {
    /// The text, or `-` for standard input
    #[arg(value_name = "TEXT", required = true, value_parser = term)]
    pub text: Vec<String>,
    #[command(flatten)]
    pub format: JsonArgs,
}

/// `pilgi eval`.
#[derive(Debug, clap::Args)]
pub(super) struct EvalArgs {
    /// The queries
    #[arg(long, value_name = "FILE")]
    pub queries: PathBuf,
    /// Which documents answer them
    #[arg(long, value_name = "FILE")]
    pub qrels: PathBuf,
    /// Documents that do not count for a query
    #[arg(long, value_name = "FILE")]
    pub exclude: Option<PathBuf>,
    /// Write the rankings here, as trec_eval reads them
    #[arg(long, value_name = "OUT")]
    pub run: Option<PathBuf>,
    /// Rank by these numbers instead of the built-in ones (TOML)
    #[arg(long, value_name = "FILE")]
    pub weights: Option<PathBuf>,
    /// Answer from the index as it is, without looking at the notes first
    #[arg(long)]
    pub no_refresh: bool,
    #[command(flatten)]
    pub format: JsonArgs,
}

/// `pilgi status`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct StatusArgs {
    #[command(flatten)]
    pub format: JsonArgs,
}

/// `pilgi completions`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    pub shell: Shell,
}

/// A shell that there is a script for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }
}
