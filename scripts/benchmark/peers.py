"""Other programs to compare with: each is made or fetched once, by its package name.

One that cannot be had is `None`, and why is in `missing`: the measurement goes on without it.
"""

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from .process import Command

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
LUCENE = "9.12.1"


class Peers:
    """Programs below a folder, to which they are fetched."""

    def __init__(self, folder: Path, fetch: bool = True) -> None:
        self.folder = folder
        self.fetch = fetch
        self.missing: dict[str, str] = {}
        folder.mkdir(parents=True, exist_ok=True)

    @cache
    def empty(self) -> Command:
        """A process that does nothing."""
        program = self.folder / "empty"
        if not program.exists():
            source = self.folder / "empty.rs"
            source.write_text("fn main() {}\n")
            call(["rustc", "-O", "--edition", "2024", "-o", str(program), str(source)])
        return [installed(program, self.folder)]

    def generator(self) -> Command:
        """The generator of collections; it has no dependencies, so that one call compiles it."""
        source = PROJECT / "examples/generate/main.rs"
        program = self.folder / "generate"
        newest = max(file.stat().st_mtime for file in source.parent.iterdir())
        if not program.exists() or program.stat().st_mtime < newest:
            name = ["--crate-name", "generate"]
            call(["rustc", "-O", "--edition", "2024", *name, "-o", str(program), str(source)])
        return [str(program), "--from", str(PROJECT / "notes")]

    @cache
    def ripgrep(self) -> Command | None:
        """ripgrep: the one that is installed, or else cargo's."""
        found = shutil.which("rg")
        own = self.folder / "ripgrep/bin/rg"
        if found is None and not own.exists():
            install = ["cargo", "install", "ripgrep", "--root", str(own.parent.parent)]
            if not self.has("ripgrep", [install]):
                return None
        return [found or str(own)]

    @cache
    def sqlite(self, tokenizer: str) -> Command | None:
        """SQLite's FTS5, as Python has it."""
        script = [sys.executable, str(HERE / "fts5.py"), tokenizer]
        return script if self.has("SQLite FTS5", [[*script, "--check"]], needs_fetch=False) else None

    @cache
    def tantivy(self) -> Command | None:
        """tantivy with its default tokenizer: an example of this project."""
        build = ["cargo", "build", "--release", "--example", "tantivy_default"]
        if not self.has("tantivy, default", [[*build, "--manifest-path", str(PROJECT / "Cargo.toml")]]):
            return None
        return [installed(target() / "release/examples/tantivy_default", self.folder)]

    @cache
    def lucene(self) -> Command | None:
        """Lucene with Nori: by Maven, or else the package of Debian and Ubuntu."""
        folder = self.folder / "lucene"
        jars = folder / "jars"
        if not list(jars.glob("lucene-anal*-nori*.jar")):
            jars.mkdir(parents=True, exist_ok=True)
            pom = folder / "pom.xml"
            pom.write_text(POM)
            copy = ["dependency:copy-dependencies", f"-DoutputDirectory={jars}"]
            maven = ["mvn", "-q", "-B", "-f", str(pom), *copy]
            if not self.has("Lucene + Nori", [maven]) and not self.debian(folder, jars):
                return None
        # Compiled anew each time: it may have changed.
        names = sorted(str(jar) for jar in jars.glob("lucene-*.jar"))
        path = ":".join([*names, str(folder)])
        compile_it = ["javac", "-cp", path, "-d", str(folder), str(HERE / "LuceneNori.java")]
        if not self.has("Lucene + Nori", [compile_it], needs_fetch=False):
            return None
        return ["java", "-cp", path, "LuceneNori"]

    def lucene_version(self) -> str:
        """What Lucene was found, by the name of its file."""
        return ", ".join(jar.stem for jar in (self.folder / "lucene/jars").glob("lucene-core*.jar"))

    def debian(self, folder: Path, jars: Path) -> bool:
        there = ["sh", "-c", 'cd "$0" && apt-get download liblucene8-java', str(folder)]
        unpack = ["sh", "-c", 'cd "$0" && dpkg -x liblucene8-java_*.deb package', str(folder)]
        if not self.has("Lucene + Nori", [there, unpack]):
            return False
        for name in ("lucene-core", "lucene-analyzers-nori", "lucene-analyzers-common"):
            for jar in (folder / "package/usr/share/java").glob(f"{name}-*.jar"):
                shutil.copy(jar, jars)
        return bool(list(jars.glob("lucene-analyzers-nori*.jar")))

    def has(self, name: str, steps: list[Command], needs_fetch: bool = True) -> bool:
        """Runs what it takes to have a peer, and notes why it cannot be had."""
        if needs_fetch and not self.fetch:
            self.missing[name] = "left out"
            return False
        print(f"  {name}: {' '.join(steps[0])}", file=sys.stderr)
        for step in steps:
            try:
                done = subprocess.run(step, capture_output=True, text=True, check=False)
            except OSError as why:
                self.missing[name] = f"{step[0]}: {why.strerror}"
                return False
            if done.returncode != 0:
                said = (done.stderr or done.stdout).strip().splitlines() or [""]
                self.missing[name] = f"`{' '.join(step)[:60]}` failed: {said[0][:160]}"
                return False
        self.missing.pop(name, None)
        return True


def call(command: Command) -> None:
    """Runs a command that the whole measurement depends on."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")


def installed(program: Path, folder: Path) -> str:
    """A copy, as `cargo install` makes one. Linkers write through a mapping, and a file system that keeps a file
    in memory in pages as large as what it was written by then has it in small ones: starting from those takes
    longer, until they are next read from the disk."""
    copy = folder / "installed" / program.name
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.unlink(missing_ok=True)
    return shutil.copy(program, copy)


@cache
def target() -> Path:
    """Where cargo puts what it builds."""
    metadata = ["cargo", "metadata", "--no-deps", "--format-version", "1"]
    told = subprocess.run(metadata, capture_output=True, text=True, cwd=PROJECT, check=True)
    return Path(json.loads(told.stdout)["target_directory"])


POM = f"""<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>bench</groupId><artifactId>peers</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.lucene</groupId>
      <artifactId>lucene-analysis-nori</artifactId>
      <version>{LUCENE}</version>
    </dependency>
  </dependencies>
</project>
"""
