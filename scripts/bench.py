#!/usr/bin/env python3
"""What pilgi costs as a whole process, beside other programs on the same machine in the same run.

    cargo build --release
    python3 scripts/bench.py                                   # all, over notes/ and 160 MB of made notes
    python3 scripts/bench.py --notes DIR --words '격리 수준'     # over other notes too
    python3 scripts/bench.py --only query,start                # some of the sections
    python3 scripts/bench.py --write docs/performance.md --svg docs/growth.svg
    python3 scripts/bench.py --growth 1MB,10MB,100MB,1000MB    # growth further than usual

Needs Python 3.10, Linux or macOS. Prints a Markdown table for each section: the figure (median, and in brackets the middle half of the
runs and the shortest), what it is compared with, the ratio, and the target. What is compared runs in turn, A B A B;
ratios are medians over pairs of runs that stand side by side. Page caches are warm.

The first run makes what it compares with, below --work: an empty program and the generator (rustc),
ripgrep (cargo install), tantivy (an example of this project), Lucene with Nori (Maven, or Debian's
liblucene8-java), SQLite (Python's own). What cannot be had is named at the end, and left out.
"""

import argparse
import os
import platform
import sys
from pathlib import Path

from benchmark import builds, growth, queries
from benchmark.collection import Collection
from benchmark.peers import PROJECT, Peers, installed, target
from benchmark.process import Failed
from benchmark.report import Report

SECTIONS = ["build", "query", "in-process", "change", "memory", "start", "growth"]
# What is between these lines of a page is replaced by --write.
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


def main() -> None:
    wanted = arguments()
    pilgi = wanted.pilgi or target() / "release/pilgi"
    if not os.access(pilgi, os.X_OK):
        sys.exit(f"{pilgi} is not there: cargo build --release")
    pilgi = installed(pilgi, wanted.work)
    peers = Peers(wanted.work / "peers", fetch=not (wanted.no_peers or wanted.smoke))
    report = Report()
    try:
        points = measure(wanted, pilgi, peers, report)
    except Failed as why:
        sys.exit(str(why))
    processors = f"{os.cpu_count()} processors ({platform.machine()}, {platform.system()})"
    report.remarks.append(f"{processors}; words asked: {wanted.words}; seed {wanted.seed}.")
    if version := peers.lucene_version():
        report.remarks.append(f"Lucene: {version}.")
    report.remarks += [f"{name} could not be had: {why}." for name, why in peers.missing.items()]
    if wanted.svg and points:
        growth.plot(points, wanted.svg)
        report.tables.append(f"![Times against the size of the notes]({wanted.svg.name})")
    print(report.markdown())
    if wanted.write:
        write(wanted.write, report.markdown())


def measure(wanted: argparse.Namespace, pilgi: str, peers: Peers, report: Report) -> list[growth.Point]:
    """All sections that are wanted."""
    runs, words = wanted.runs, wanted.words
    of_sections = lambda *names: any(name in wanted.only for name in names)
    given = Collection.of(wanted.notes, wanted.work)
    made = None
    if of_sections("build", "query", "in-process", "change", "memory"):
        made = Collection.generated(wanted.size, wanted.seed, wanted.work, peers)
    both = [notes for notes in (given, made) if notes]
    if of_sections("build"):
        for notes in both:
            say(f"build, {notes.name}")
            builds.build(report, notes, peers, pilgi, wanted.build_runs)
    if of_sections("query"):
        for notes in both:
            say(f"query, {notes.name}")
            queries.whole_process(report, notes, peers, pilgi, words, runs, large=notes is made)
    if of_sections("in-process") and made:
        say(f"in-process, {made.name}")
        queries.in_process(report, made, wanted.queries)
    if of_sections("change") and made:
        say(f"change, {made.name}")
        queries.changed_note(report, made, peers, pilgi, max(runs // 3, 1))
    if of_sections("memory"):
        for notes in both:
            queries.memory(report, notes, pilgi, words, peers)
    if of_sections("start"):
        queries.starts(report, peers, pilgi, runs)
    if not of_sections("growth"):
        return []
    sizes = wanted.growth.split(",")
    say(f"growth, {sizes}")
    return growth.growth(report, sizes, wanted.seed, wanted.work, peers, pilgi, words, runs)


def say(section: str) -> None:
    print(f"# {section}", file=sys.stderr, flush=True)


def write(page: Path, figures: str) -> None:
    """Puts the figures into a page, between the lines that mark their place."""
    text = page.read_text()
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"{page} has no lines {BEGIN} and {END}")
    page.write_text(f"{before}{BEGIN}\n\n{figures}\n{END}{after}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--notes", type=Path, default=PROJECT / "notes", help="a notes folder [notes/]")
    add("--words", default="트랜잭션 격리 수준", help="what is asked; rg is given the first word")
    add("--queries", type=Path, nargs="*", default=[], help="queries for in-process, `id<TAB>query`")
    add("--size", default="160MB", help="of the made notes [160MB]")
    add("--seed", type=int, default=1, help="of the made notes [1]")
    add("--growth", default="1MB,10MB,100MB", help="sizes for growth [1MB,10MB,100MB]")
    add("--runs", type=int, default=31, help="of each command [31]")
    add("--build-runs", type=int, default=3, help="of each build [3]")
    add("--only", default=",".join(SECTIONS), help=f"sections, of {','.join(SECTIONS)}")
    add("--work", type=Path, default=PROJECT / "target/bench", help="for peers, notes and indexes")
    add("--pilgi", type=Path, help="the program [target/release/pilgi]")
    add("--write", type=Path, help="a page to put the figures into, between its bench lines")
    add("--svg", type=Path, help="a file for the plot of growth")
    add("--no-peers", action="store_true", help="fetch nothing: only an empty process and SQLite")
    add("--smoke", action="store_true", help="once over a tiny collection, to see that it runs")
    wanted = parser.parse_args()
    wanted.only = wanted.only.split(",")
    if unknown := [name for name in wanted.only if name not in SECTIONS]:
        parser.error(f"no such section: {', '.join(unknown)}")
    if wanted.smoke:
        wanted.size, wanted.growth, wanted.runs, wanted.build_runs = "200kB", "50kB,100kB", 2, 1
        wanted.only = [name for name in wanted.only if name != "in-process"]
    wanted.work = wanted.work.resolve()
    return wanted


main()
