"""Rows on queries: as whole processes, in one process, after a change, and what they hold in memory."""

import re
import subprocess
import time
from pathlib import Path

from . import process
from .collection import Collection
from .peers import PROJECT, Peers
from .process import Command, Failed, Times
from .report import Report, Row, mb, ms

# How long after a change pilgi looks at the notes again, in seconds, and a little more.
CLOCK_TICK = 2.5


def whole_process(
    report: Report, notes: Collection, peers: Peers, pilgi: str, words: str, runs: int, large: bool
) -> None:
    """A query with and without its look at the notes, an empty process and ripgrep, in turn."""
    rows = report.section(f"`pilgi query {words} --json`, a whole process, {notes.name}")
    commands: dict[str, Command] = {
        "empty": peers.empty(),
        "query": notes.query(pilgi, words),
        "stale": notes.query(pilgi, words, "--no-refresh"),
    }
    if rg := peers.ripgrep():
        commands["rg"] = [*rg, "-i", words.split()[0], str(notes.notes)]
    if (index := notes.peer_index("tantivy")).exists() and (program := peers.tantivy()):
        commands["tantivy"] = [*program, "query", str(index), words]
    took = process.alternate(commands, runs)
    query, stale, empty = took["query"], took["stale"], took["empty"]
    looks = [("with its look at the notes", query, 12, 3), ("without (`--no-refresh`)", stale, 6, None)]
    for name, times, most, most_ratio in looks:
        ratio = times.ratio(empty)
        target, met = "", None
        if large:
            target, met = f"{most} ms", times.median <= most / 1e3
        elif most_ratio:
            target, met = f"{most_ratio}×", ratio <= most_ratio
        rows.append(Row(name, ms(times), f"empty process {ms(empty)}", f"{ratio:.2f}", target, met))
        if "rg" in took:
            least = 10 if large else 1
            ratio = times.ratio(took["rg"])
            peer = f"`rg -i {words.split()[0]}` {ms(took['rg'])}"
            rows.append(Row(name, ms(times), peer, f"{ratio:.3f}", f"1/{least}", ratio <= 1 / least))
    if "tantivy" in took:
        peer = f"tantivy, default {ms(took['tantivy'])}"
        rows.append(Row("without", ms(stale), peer, f"{stale.ratio(took['tantivy']):.2f}"))
    for tokenizer in ("trigram", "unicode61"):
        database = notes.peer_index(tokenizer)
        if database.exists() and (fts5 := peers.sqlite(tokenizer)):
            inner = Times([in_python([*fts5, "query", str(database), words]) for _ in range(runs)])
            peer = f"SQLite FTS5, {tokenizer} {ms(inner)}, without its program's start"
            rows.append(Row("without", ms(stale), peer, f"{stale.median / inner.median:.2f}"))


def in_python(command: Command) -> float:
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(told.stdout)


def starts(report: Report, peers: Peers, pilgi: str, runs: int) -> None:
    """Commands that need neither notes nor index."""
    rows = report.section("Starting the program")
    commands = {"empty": peers.empty(), "--help": [pilgi, "--help"], "--version": [pilgi, "--version"]}
    completions = [pilgi, "completions", "bash"]
    try:
        process.run(completions)
        commands["completions bash"] = completions
    except Failed:
        report.remarks.append("`pilgi completions`: there is no such command in this version.")
    took = process.alternate(commands, runs)
    empty = took.pop("empty")
    for name, times in took.items():
        ratio = times.ratio(empty)
        peer = f"empty process {ms(empty)}"
        rows.append(Row(f"`pilgi {name}`", ms(times), peer, f"{ratio:.2f}", "1.5×", ratio <= 1.5))


def in_process(report: Report, notes: Collection, files: list[Path]) -> None:
    """p50 and p99 of many queries, by the bench."""
    bench = ["cargo", "bench", "--manifest-path", str(PROJECT / "Cargo.toml"), "--", "--percentiles"]
    asked = [*bench, *notes.folders()]
    if files:
        asked += ["--queries", *(str(file.resolve()) for file in files)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    row = re.search(r"^all +(\d+) +([\d.]+) ms +([\d.]+) ms +([\d.]+) ms$", done.stdout, re.MULTILINE)
    if row is None:
        report.remarks.append(f"`{' '.join(bench)}` failed: {done.stderr.strip()[-300:]}")
        return
    count, p50, p99, most = int(row[1]), *(float(row[number]) for number in (2, 3, 4))
    rows = report.section(f"{count} queries in one process, snippets and all, {notes.name}")
    for name, figure, target in [("p50", p50, 0.5), ("p99", p99, 4.0), ("slowest", most, None)]:
        met = None if target is None else figure <= target
        rows.append(Row(name, f"{figure:.2f} ms", target=f"{target} ms" if target else "", met=met))


def changed_note(report: Report, notes: Collection, peers: Peers, pilgi: str, runs: int) -> None:
    """A note is changed, and the next query has to find what is new in it."""
    files = sorted(notes.notes.rglob("*.md"))
    taken, empty = [], []
    for number in range(runs):
        note = files[number * len(files) // runs]
        before, word = note.read_bytes(), f"changed{number}note"
        try:
            note.write_bytes(before + f"\n- {word}\n".encode())
            # Exit code 1, nothing found, is a failure here.
            taken.append(process.run(notes.query(pilgi, f'"{word}"', "-x")))
        finally:
            note.write_bytes(before)
        empty.append(process.run(peers.empty()))
        process.run(notes.query(pilgi, word), may=(0, 1))
    times = Times(taken)
    rows = report.section(f"A changed note, {notes.name}")
    peer = f"empty process {ms(Times(empty))}"
    ratio = f"{times.ratio(Times(empty)):.0f}"
    what = "the query that takes it in and finds it"
    rows.append(Row(what, ms(times), peer, ratio, "150 ms", times.median <= 0.15))


def memory(report: Report, notes: Collection, pilgi: str, words: str, peers: Peers) -> list[Row]:
    """Peak resident memory of a query."""
    rows = report.section(f"Memory, {notes.name}")
    floor = process.spend(peers.empty()).peak
    # What has changed since the index was last asked is taken in first, and so is what a query leaves undone as long
    # as the clock may not tell one change from the next: that is measured as a change.
    time.sleep(CLOCK_TICK)
    process.run(notes.query(pilgi, words))
    for name, more in [("a query", []), ("a query, `--no-refresh`", ["--no-refresh"])]:
        peak = process.spend(notes.query(pilgi, words, *more)).peak
        peer = f"empty process at most {mb(floor)}"
        rows.append(Row(name, mb(peak), peer, f"{peak / floor:.1f}", "40 MB", peak <= 40e6))
    return rows
