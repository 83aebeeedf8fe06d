"""Rows of figures as Markdown."""

from dataclasses import dataclass, field

from .process import Times


@dataclass
class Row:
    """One figure, what it is compared with, and what it should be."""

    what: str
    figure: str
    peer: str = ""
    ratio: str = ""
    target: str = ""
    met: bool | None = None


@dataclass
class Report:
    """Rows by sections, in order, and what else is to be said."""

    sections: list[tuple[str, list[Row]]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)

    def section(self, title: str) -> list[Row]:
        """Begins a section; rows are appended to what is returned."""
        self.sections.append((title, []))
        return self.sections[-1][1]

    def markdown(self) -> str:
        lines = []
        for title, rows in self.sections:
            lines += [f"### {title}", ""]
            lines += table(
                ["what", "figure", "peer", "ratio to the peer", "target", "met"],
                [[r.what, r.figure, r.peer, r.ratio, r.target, verdict(r.met)] for r in rows],
            )
            lines.append("")
        for text in self.tables:
            lines += [text, ""]
        lines += [f"- {remark}" for remark in self.remarks]
        return "\n".join(lines).strip() + "\n"


def verdict(met: bool | None) -> str:
    return "" if met is None else "yes" if met else "**no**"


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """A Markdown table; what stands in its cells may have no `|`."""
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(cells) + " |" for cells in lines]


def ms(times: Times) -> str:
    """The median in milliseconds, the middle half of the runs, and the shortest."""
    least, low, high = (1e3 * time for time in (min(times.runs), *times.quartiles()))
    return f"{times.median * 1e3:.1f} ms ({low:.1f}–{high:.1f}, least {least:.1f})"


def seconds(times: Times) -> str:
    """The median in seconds, and the middle half of the runs."""
    low, high = times.quartiles()
    return f"{times.median:.2f} s ({low:.2f}–{high:.2f})"


def mb(size: float) -> str:
    """Bytes as MB, which are 1,000,000, or as kB."""
    if size < 1e6:
        return f"{size / 1e3:.0f} kB"
    return f"{size / 1e6:.1f} MB" if size < 1e8 else f"{size / 1e6:.0f} MB"
