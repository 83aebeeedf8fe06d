"""What a query and a build cost with growing notes, as a table and as a plot."""

import math
from dataclasses import dataclass
from pathlib import Path

from . import process
from .builds import clear
from .collection import Collection
from .peers import Peers
from .process import Times
from .report import Report, mb, ms, seconds, table


@dataclass
class Point:
    """What was measured of one collection."""

    notes: Collection
    query: Times
    stale: Times
    build: Times
    index: int


def measure(notes: Collection, pilgi: str, words: str, runs: int, builds: int) -> Point:
    """Builds the index of a collection and asks it."""
    taken = []
    for _ in range(builds):
        clear(notes.index)
        taken.append(process.run(notes.build(pilgi)))
    commands = {
        "query": notes.query(pilgi, words),
        "stale": notes.query(pilgi, words, "--no-refresh"),
    }
    took = process.alternate(commands, runs)
    return Point(notes, took["query"], took["stale"], Times(taken), process.size(notes.index))


def growth(
    report: Report, sizes: list[str], seed: int, work: Path, peers: Peers, pilgi: str, words: str, runs: int
) -> list[Point]:
    """One point for each size, and their table."""
    points = []
    for size in sizes:
        notes = Collection.generated(size, seed, work, peers)
        builds = 3 if notes.size < 50_000_000 else 1
        points.append(measure(notes, pilgi, words, runs, builds))
    head = ["notes", "query", "`--no-refresh`", "build", "MB/s", "index", "of the text"]
    rows = []
    for point in points:
        size, build = point.notes.size, point.build
        speed = f"{size / build.median / 1e6:.1f}"
        share = f"{point.index / size:.2f}"
        times = [ms(point.query), ms(point.stale), seconds(build)]
        rows.append([point.notes.name, *times, speed, mb(point.index), share])
    report.tables.append("\n".join([f"### Growth, `{words}`", "", *table(head, rows)]))
    return points


WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 20, 50
# Colours that stay apart for the colour-blind (Okabe and Ito).
LINES = [
    ("query", "#0072b2", lambda point: point.query),
    ("query --no-refresh", "#009e73", lambda point: point.stale),
    ("build", "#d55e00", lambda point: point.build),
]


def plot(points: list[Point], file: Path) -> None:
    """Times against size as SVG, both axes logarithmic: what is linear has the dotted line's slope."""
    sizes = [point.notes.size / 1e6 for point in points]
    times = [of(point).median * 1e3 for point in points for _, _, of in LINES]
    across = Axis(sizes, LEFT, WIDTH - RIGHT)
    up = Axis(times, HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for tick in across.ticks():
        x = across.at(tick)
        parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(text(x, HEIGHT - BOTTOM + 18, f"{tick:g} MB", "middle"))
    for tick in up.ticks():
        y = up.at(tick)
        label = f"{tick / 1000:g} s" if tick >= 1000 else f"{tick:g} ms"
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(text(LEFT - 8, y + 4, label, "end"))
    parts.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "size of the notes", "middle"))
    for name, colour, of in LINES:
        marks = [(across.at(size), up.at(of(point).median * 1e3)) for size, point in zip(sizes, points)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in marks)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in marks]
        parts.append(text(marks[-1][0] + 8, marks[-1][1] + 4, name, "start", colour))
    first, last = sizes[0], sizes[-1]
    begin = LINES[-1][2](points[0]).median * 1e3
    end = begin * last / first
    linear = f"M{across.at(first):.1f} {up.at(begin):.1f}L{across.at(last):.1f} {up.at(end):.1f}"
    parts.append(f'<path d="{linear}" stroke="#888" stroke-dasharray="2 4" fill="none"/>')
    parts.append("</svg>")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(parts) + "\n")


class Axis:
    """A logarithmic scale of whole powers of ten that holds all values."""

    def __init__(self, values: list[float], begin: float, end: float) -> None:
        self.low = math.floor(math.log10(min(values)))
        self.high = max(math.ceil(math.log10(max(values))), self.low + 1)
        self.begin, self.end = begin, end

    def at(self, value: float) -> float:
        """Where a value stands."""
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)

    def ticks(self) -> list[float]:
        """The powers of ten."""
        return [10.0**power for power in range(self.low, self.high + 1)]


def text(x: float, y: float, words: str, anchor: str, colour: str = "#333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'
