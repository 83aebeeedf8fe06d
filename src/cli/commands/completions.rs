use std::io::Write;

use crate::cli::args::{CompletionsArgs, Shell};
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;

/// Prints the script that makes a shell complete what is typed after `pilgi`.
pub(in crate::cli) fn run(args: &CompletionsArgs, console: &Console) -> Result<Exit, CliError> {
    console.print_plain(|out| out.write_all(script(args.shell).as_bytes()))?;
    Ok(Exit::Found)
}

/// The script for a shell, as it was made of the definition of the command line: to make it takes
/// longer than to print it.
fn script(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => include_str!("../../../completions/pilgi.bash"),
        Shell::Elvish => include_str!("../../../completions/pilgi.elv"),
        Shell::Fish => include_str!("../../../completions/pilgi.fish"),
        Shell::Powershell => include_str!("../../../completions/_pilgi.ps1"),
        Shell::Zsh => include_str!("../../../completions/_pilgi"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use clap::{CommandFactory, ValueEnum};
    use clap_complete::{Generator, generate};

    use super::*;
    use crate::cli::args::Args;

    /// With `PILGI_BLESS=1` they are written anew.
    #[test]
    fn scripts_are_those_of_the_command_line() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
        for &shell in Shell::value_variants() {
            let generator = match shell {
                Shell::Bash => clap_complete::Shell::Bash,
                Shell::Elvish => clap_complete::Shell::Elvish,
                Shell::Fish => clap_complete::Shell::Fish,
                Shell::Powershell => clap_complete::Shell::PowerShell,
                Shell::Zsh => clap_complete::Shell::Zsh,
            };
            let mut made = Vec::new();
            generate(generator, &mut Args::command(), "pilgi", &mut made);
            if std::env::var_os("PILGI_BLESS").is_some() {
                let file = folder.join(generator.file_name("pilgi"));
                std::fs::write(file, &made).expect("written");
            } else {
                let made = String::from_utf8_lossy(&made);
                assert!(made == script(shell), "{shell:?}: run this test with PILGI_BLESS=1");
            }
        }
    }
}
