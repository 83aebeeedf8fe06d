"""Indexes the notes of a folder with SQLite's FTS5, one row a note, or asks such an index.

    python3 fts5.py TOKENIZER index NOTES DATABASE
    python3 fts5.py TOKENIZER query DATABASE WORDS    # prints the seconds it took, without Python's start
    python3 fts5.py TOKENIZER --check                 # whether this SQLite has FTS5 and the tokenizer
"""

import sqlite3
import sys
import time
from pathlib import Path


def table(database: sqlite3.Connection, tokenizer: str) -> None:
    # Without its content: pilgi keeps no copy of the notes either.
    database.execute(f"CREATE VIRTUAL TABLE notes USING fts5(text, content='', tokenize='{tokenizer}')")


def index(tokenizer: str, notes: Path, file: Path) -> None:
    file.unlink(missing_ok=True)
    database = sqlite3.connect(file)
    database.execute("PRAGMA journal_mode=OFF")
    table(database, tokenizer)
    paths = (path for path in notes.rglob("*") if path.suffix in (".md", ".txt") and path.is_file())
    rows = ((path.read_bytes().decode(errors="replace"),) for path in paths)
    database.executemany("INSERT INTO notes(text) VALUES (?)", rows)
    database.commit()
    database.close()


def query(file: Path, words: str) -> None:
    began = time.perf_counter()
    database = sqlite3.connect(file)
    any_word = " OR ".join(f'"{word}"' for word in words.split())
    best = "SELECT rowid FROM notes WHERE notes MATCH ? ORDER BY rank LIMIT 10"
    database.execute(best, (any_word,)).fetchall()
    print(time.perf_counter() - began)


def main() -> None:
    match sys.argv[1:]:
        case [tokenizer, "--check"]:
            table(sqlite3.connect(":memory:"), tokenizer)
        case [tokenizer, "index", notes, file]:
            index(tokenizer, Path(notes), Path(file))
        case [_, "query", file, words]:
            query(Path(file), words)
        case _:
            sys.exit(__doc__)


main()
