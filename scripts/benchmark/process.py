"""Running commands as whole processes, and what they take.

Every process is started in the same way, by `posix_spawn` with its output thrown away, so that what
starting costs is the same for all. Commands that are compared run in turn, A B A B: a machine whose
speed changes favours none, and a ratio is taken of runs that stand side by side.
"""

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

Command = list[str]


class Failed(Exception):
    """A command that did not do what it was run for."""


@dataclass
class Times:
    """Seconds, one for each run, in order."""

    runs: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.runs)

    def quartiles(self) -> tuple[float, float]:
        """The time that a quarter of the runs stays below, and the one that a quarter exceeds."""
        if len(self.runs) < 2:
            return self.runs[0], self.runs[0]
        first, _, third = statistics.quantiles(self.runs, n=4, method="inclusive")
        return first, third

    def ratio(self, other: "Times") -> float:
        """Times that of another, which ran in turn with it: the median of the pairs' ratios."""
        return statistics.median(a / b for a, b in zip(self.runs, other.runs))


def environment() -> dict[str, str]:
    """What processes are given: nothing by which a user's own notes or settings would count."""
    own = ("PILGI_", "RIPGREP_")
    return {name: value for name, value in os.environ.items() if not name.startswith(own)}


def run(command: Command, may: tuple[int, ...] = (0,)) -> float:
    """Runs a command to its end; seconds. `may` are the exit codes that are no failure."""
    with open(os.devnull, "rb") as nothing, open(os.devnull, "wb") as thrown_away:
        streams = [
            (os.POSIX_SPAWN_DUP2, nothing.fileno(), 0),
            (os.POSIX_SPAWN_DUP2, thrown_away.fileno(), 1),
            (os.POSIX_SPAWN_DUP2, thrown_away.fileno(), 2),
        ]
        settings = environment()
        began = time.perf_counter()
        child = os.posix_spawnp(command[0], command, settings, file_actions=streams)
        _, status = os.waitpid(child, 0)
        elapsed = time.perf_counter() - began
    code = os.waitstatus_to_exitcode(status)
    if code not in may:
        # Once more, to hear what it says.
        said = subprocess.run(command, capture_output=True, text=True, env=settings, check=False)
        raise Failed(f"{' '.join(command)}: exit code {code}\n{said.stderr.strip()}")
    return elapsed


def alternate(commands: dict[str, Command], runs: int, warm_up: int = 3) -> dict[str, Times]:
    """Runs commands in turn. Runs that warm caches up do not count. A query may find nothing."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(warm_up + runs):
        for name, command in commands.items():
            elapsed = run(command, may=(0, 1))
            if number >= warm_up:
                times[name].append(elapsed)
    return {name: Times(taken) for name, taken in times.items()}


@dataclass
class Spent:
    """What a process took: seconds of the clock and of the processors, bytes at its largest."""

    wall: float
    cpu: float
    peak: int


# A process inherits the peak of what started it, up to the moment when its own program is loaded. So
# it is started by an interpreter without anything in it, and figures below its size cannot be told.
LAUNCHER = """
import os, sys, time
began = time.perf_counter()
nothing = os.open(os.devnull, os.O_RDWR)
streams = [(os.POSIX_SPAWN_DUP2, nothing, stream) for stream in range(3)]
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=streams)
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - began
# Linux counts in KiB, macOS in bytes.
peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, peak)
"""


def spend(command: Command) -> Spent:
    """Runs a command and tells what it took of everything."""
    launched = [sys.executable, "-I", "-S", "-c", LAUNCHER, *command]
    told = subprocess.run(launched, capture_output=True, text=True, env=environment(), check=True)
    code, wall, cpu, peak = told.stdout.split()
    if int(code) not in (0, 1):
        raise Failed(f"{' '.join(command)}: exit code {code}")
    return Spent(float(wall), float(cpu), int(peak))


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
