"""The notes that are measured with: a folder of the user's, or what the generator makes."""

import json
import shutil
import subprocess
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

from .peers import Peers
from .process import Command
from .report import mb

ENDINGS = {".md", ".markdown", ".mdx", ".txt", ".org", ".rst", ".adoc"}


@dataclass
class Collection:
    """A notes folder and where its indexes are kept."""

    name: str
    notes: Path
    index: Path
    count: int
    size: int

    @staticmethod
    def of(notes: Path, work: Path) -> "Collection":
        """The collection of a folder."""
        files = [file for file in sorted(notes.rglob("*")) if file.suffix in ENDINGS and file.is_file()]
        if not files:
            sys.exit(f"{notes}: no notes")
        size = sum(file.stat().st_size for file in files)
        name = f"{len(files):,} notes, {mb(size)}"
        notes = notes.resolve()
        # Not beside the notes, and another one for each folder.
        label = f"{notes.name}-{zlib.crc32(bytes(notes)):08x}"
        return Collection(name, notes, work / "index" / label, len(files), size)

    @staticmethod
    def generated(size: str, seed: int, work: Path, peers: Peers) -> "Collection":
        """One of the generator's, made if it is not there yet."""
        notes = work / "collections" / f"{size}-{seed}"
        # Written last: a collection without it was not made to its end.
        made = notes.parent / f"{notes.name}.json"
        if not made.exists():
            shutil.rmtree(notes, ignore_errors=True)
            make = [*peers.generator(), "--size", size, "--seed", str(seed), str(notes)]
            done = subprocess.run(make, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                sys.exit(done.stderr)
            made.write_text(json.dumps(done.stdout.strip()))
        return Collection.of(notes, work)

    def query(self, pilgi: str, words: str, *more: str) -> Command:
        """`pilgi query WORDS --json` over these notes."""
        return [pilgi, "query", *words.split(), "--json", *self.folders(), *more]

    def build(self, pilgi: str) -> Command:
        """Making the index from nothing."""
        return [pilgi, "index", "--rebuild", "--quiet", *self.folders()]

    def folders(self) -> Command:
        return ["--notes", str(self.notes), "--index", str(self.index)]

    def peer_index(self, peer: str) -> Path:
        """Where the index of a peer is kept."""
        return self.index.parent / f"{self.index.name}.{peer}"
