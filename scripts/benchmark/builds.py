"""Rows on building an index: how fast, how large, in how much memory."""

import shutil
import statistics
from pathlib import Path

from . import process
from .collection import Collection
from .peers import Peers
from .process import Command, Spent, Times
from .report import Report, Row, mb, seconds


def builders(notes: Collection, peers: Peers, pilgi: str) -> dict[str, tuple[Command, Path]]:
    """What builds an index of the notes, and where to."""
    folder = str(notes.notes)
    found = {"pilgi": (notes.build(pilgi), notes.index)}
    if lucene := peers.lucene():
        index = notes.peer_index("lucene")
        found["Lucene + Nori"] = ([*lucene, "index", folder, str(index)], index)
    if tantivy := peers.tantivy():
        index = notes.peer_index("tantivy")
        found["tantivy, default"] = ([*tantivy, "index", folder, str(index)], index)
    for tokenizer in ("trigram", "unicode61"):
        if sqlite := peers.sqlite(tokenizer):
            file = notes.peer_index(tokenizer)
            found[f"SQLite FTS5, {tokenizer}"] = ([*sqlite, "index", folder, str(file)], file)
    return found


def build(report: Report, notes: Collection, peers: Peers, pilgi: str, runs: int) -> None:
    """Builds of pilgi and its peers, in turn, of the same files."""
    found = builders(notes, peers, pilgi)
    spent: dict[str, list[Spent]] = {name: [] for name in found}
    for _ in range(runs):
        for name, (command, index) in found.items():
            clear(index)
            spent[name].append(process.spend(command))
    # On a machine that does something else as well, processor time tells more than the clock.
    cpus = {name: Times([one.cpu for one in all_]) for name, all_ in spent.items()}
    walls = {name: Times([one.wall for one in all_]) for name, all_ in spent.items()}
    rows = report.section(f"Building an index, {notes.name}")
    own = walls["pilgi"]
    speed = notes.size / own.median / 1e6
    busy = f"{cpus['pilgi'].median:.2f} s of processors"
    figure = f"{speed:.1f} MB/s, {seconds(own)}, {busy}"
    rows.append(Row("pilgi", figure, target="15 MB/s", met=speed >= 15))
    for name, times in walls.items():
        if name == "pilgi":
            continue
        faster = times.ratio(own)
        own_cpu, cpu = cpus["pilgi"], cpus[name]
        peer = f"{name} {notes.size / times.median / 1e6:.1f} MB/s, {seconds(times)}"
        peer += f", {cpu.median:.2f} s of processors"
        nori = name.startswith("Lucene")
        ratio = f"{faster:.2f}, by processor time {cpu.ratio(own_cpu):.2f}"
        target = "4×" if nori else ""
        rows.append(Row("how many times as fast", "", peer, ratio, target, faster >= 4 if nori else None))
    busy = statistics.median(one.cpu / one.wall for one in spent["pilgi"])
    rows.append(Row("processors busy", f"{busy:.2f}", target="both of 2"))
    peaks = {name: max(one.peak for one in all_) for name, all_ in spent.items()}
    peak = peaks.pop("pilgi")
    others = ", ".join(f"{name} {mb(other)}" for name, other in peaks.items())
    rows.append(Row("peak memory", mb(peak), others, "", "300 MB", peak <= 300e6))
    index_size(rows, notes, {name: index for name, (_, index) in found.items()})


def index_size(rows: list[Row], notes: Collection, indexes: dict[str, Path]) -> None:
    """Size of the indexes, by that of the text."""
    sizes = {
        name: process.size(index) if index.is_dir() else index.stat().st_size
        for name, index in indexes.items()
    }
    own = sizes.pop("pilgi")
    share = own / notes.size
    others = ", ".join(f"{name} {size / notes.size:.2f}" for name, size in sizes.items())
    figure = f"{share:.2f} of the text, {mb(own)}"
    rows.append(Row("index size", figure, others, "", "0.6", share <= 0.6))


def clear(index: Path) -> None:
    """Removes an index, a folder or a file."""
    if index.is_dir():
        shutil.rmtree(index)
    else:
        index.unlink(missing_ok=True)
    index.parent.mkdir(parents=True, exist_ok=True)
