#!/usr/bin/env python3
"""Time of a query in a fresh process, beside processes to compare it with.

    python3 scripts/latency.py NOTES [WORDS...]

Runs `target/release/pilgi query --json` over the notes, the same without looking at the notes first,
and `pilgi --version` (what starting the program costs), in turn, so that a machine whose speed
changes does not favour one. Prints the median of each in milliseconds and its ratio to the first. The
index goes to the user's cache, as for anybody who names notes by `--notes`; the first runs, which
build it and warm the page cache, do not count.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 60
WARM_UP = 3
PILGI = str(Path(__file__).resolve().parent.parent / "target/release/pilgi")


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    notes, *words = sys.argv[1:]
    words = words or ["트랜잭션", "격리", "수준"]
    query = [PILGI, "query", "--json", "--notes", notes, *words]
    commands = {
        "pilgi query": query,
        "pilgi query --no-refresh": [*query, "--no-refresh"],
        "pilgi --version": [PILGI, "--version"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(WARM_UP + RUNS):
        for name, command in commands.items():
            began = time.perf_counter()
            done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            elapsed = time.perf_counter() - began
            if done.returncode > 1:
                sys.exit(f"{' '.join(command)}: {done.stderr.decode(errors='replace')}")
            if run >= WARM_UP:
                times[name].append(elapsed * 1000)
    first = statistics.median(times["pilgi query"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:26}{median:7.1f} ms{median / first:7.2f}")


main()
