//! How the program is linked: for a fixed place in memory, with the C library in it.
//!
//! A program that may be put anywhere is adjusted to its place whenever it starts, at 28,000 pointers, and one that
//! shares the C library looks it up, maps it and binds to it: together more than half of what starting takes.
//!
//! rustc can link so itself (`-C target-feature=+crt-static`), but only for everything that is built along the way,
//! other packages' build scripts too, and a machine that lacks the static C library (Fedora has it in a package of
//! its own) could then build nothing. So the linker is shown where the static libraries are, and only for the
//! program; a small program is linked so first, and where that fails, or what comes out does not run, pilgi is
//! linked as any other.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Libraries that the standard library asks for by name.
const LIBRARIES: [&str; 7] = ["c", "dl", "gcc_s", "m", "pthread", "rt", "util"];
/// What answers to any of them: they need one another.
const ARCHIVES: [&str; 4] = ["c", "m", "gcc_eh", "gcc"];

/// The small program: a thread, a panic that is caught, and mathematics.
const TRIAL: &str = r#"
fn main() {
    let thread = std::thread::spawn(|| std::env::args().count() as f64);
    let count = thread.join().unwrap();
    std::panic::set_hook(Box::new(|_| ()));
    let caught = std::panic::catch_unwind(|| assert!(std::env::args().count() == 0));
    std::process::exit(if caught.is_err() && count.ln().exp() == 1.0 { 0 } else { 1 });
}
"#;

/// Tells cargo how to link the program.
pub fn link(out: &Path) {
    println!("cargo:rerun-if-env-changed=RUSTC_LINKER");
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // Who asks rustc for a static program gets what rustc makes.
    let is_asked = target("FEATURE").split(',').any(|feature| feature == "crt-static");
    if target("OS") != "linux" || target("ENV") != "gnu" || is_asked {
        return;
    }
    let arguments = match static_arguments(&out.join("static")) {
        Some(arguments) if works(&arguments, out) => arguments,
        _ => vec!["-no-pie".to_owned()],
    };
    for argument in arguments {
        println!("cargo:rustc-link-arg-bins={argument}");
    }
}

/// The linker's arguments for a static program; nothing where a library is missing.
fn static_arguments(folder: &Path) -> Option<Vec<String>> {
    let archives: Option<Vec<PathBuf>> = ARCHIVES.iter().map(|name| archive(name)).collect();
    let quoted: Vec<String> =
        archives?.iter().map(|path| format!("\"{}\"", path.display())).collect();
    // A library may be a script that names others: linkers take it in the place of an archive.
    let script = format!("GROUP({})\n", quoted.join(" "));
    fs::create_dir_all(folder).ok()?;
    for name in LIBRARIES {
        fs::write(folder.join(format!("lib{name}.a")), &script).ok()?;
    }
    Some(vec!["-no-pie".to_owned(), "-static".to_owned(), format!("-L{}", folder.display())])
}

/// Where the compiler that links has a static library.
fn archive(name: &str) -> Option<PathBuf> {
    let file = format!("lib{name}.a");
    let output = Command::new(linker()).arg(format!("-print-file-name={file}")).output().ok()?;
    let path = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
    // A library that there is none of is named without a folder.
    path.is_absolute().then(|| path.canonicalize().ok()).flatten()
}

fn linker() -> String {
    env::var("RUSTC_LINKER").unwrap_or_else(|_| "cc".to_owned())
}

/// Whether a program can be linked with these arguments, and runs.
fn works(arguments: &[String], out: &Path) -> bool {
    let (source, program) = (out.join("trial.rs"), out.join("trial"));
    let of_cargo = |name: &str| env::var(name).unwrap_or_default();
    let flags = of_cargo("CARGO_ENCODED_RUSTFLAGS");
    let mut rustc = Command::new(of_cargo("RUSTC"));
    rustc.args(flags.split('\x1f').filter(|flag| !flag.is_empty()));
    rustc.args(["--edition", "2021", "--target", &of_cargo("TARGET")]);
    rustc.arg("-C").arg(format!("linker={}", linker()));
    for argument in arguments {
        rustc.arg("-C").arg(format!("link-arg={argument}"));
    }
    let is_done =
        |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    fs::write(&source, TRIAL).is_ok()
        && is_done(rustc.arg("-o").arg(&program).arg(&source))
        && (of_cargo("HOST") != of_cargo("TARGET") || is_done(&mut Command::new(&program)))
}
