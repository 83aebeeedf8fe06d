#!/usr/bin/env python3
"""Count the nouns that are not read as such where another stands beside them without a space (build/own).

    cargo build --release
    python3 scripts/joined_nouns.py target/release/pilgi notes

Takes all pairs of words in Markdown files between which there is a space and that are each a noun to pilgi,
writes them as one, asks `pilgi analyze` for the terms, and prints how many pairs do not have both nouns among
them, and of which nouns most. Some of these are read rightly: 이유로 is a noun to the dictionary by itself.
"""

import json
import re
import subprocess
import sys
from bisect import bisect_right
from collections import Counter
from pathlib import Path

# Words asked for at once: all of them are one argument of a command.
BATCH = 3000
SHOWN = 40


def pairs_in(folder: str) -> Counter:
    """Neighbouring words of Hangul and how often they are neighbours."""
    pairs = Counter()
    for path in sorted(Path(folder).rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        for run in re.findall(r"[가-힣]+(?: [가-힣]+)+", text):
            words = run.split(" ")
            pairs.update(zip(words, words[1:]))
    return pairs


def tokens_of(program: str, words: list[str]) -> dict[str, list[dict]]:
    """The tokens of each word, their places in it in characters."""
    tokens = {word: [] for word in words}
    for first in range(0, len(words), BATCH):
        batch = words[first : first + BATCH]
        starts = [0]
        for word in batch:
            starts.append(starts[-1] + len(word.encode()) + 1)
        command = [program, "analyze", "--json", " ".join(batch)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        for line in done.stdout.splitlines():
            token = json.loads(line)
            if token["type"] != "token":
                continue
            number = bisect_right(starts, token["byte"][0]) - 1
            # Hangul alone: three bytes a character.
            place = tuple((at - starts[number]) // 3 for at in token["byte"])
            tokens[batch[number]].append({"place": place, **token})
    return tokens


def is_noun(word: str, tokens: list[dict]) -> bool:
    whole = [token for token in tokens if token["place"] == (0, len(word))]
    return (
        len(word) > 1
        and any(token["class"] == "word" and token["tag"].startswith("NN") for token in whole)
        and all(token["class"] != "stem" for token in tokens)
    )


def main(program: str, folder: str) -> None:
    pairs = pairs_in(folder)
    words = tokens_of(program, sorted({word for pair in pairs for word in pair}))
    nouns = {word for word, tokens in words.items() if is_noun(word, tokens)}
    pairs = [pair for pair in pairs if nouns.issuperset(pair)]
    joined = tokens_of(program, sorted({one + other for one, other in pairs}))
    lost, misread, example = 0, Counter(), {}
    for one, other in pairs:
        tokens = joined[one + other]
        found = {token["place"] for token in tokens}
        places = {one: (0, len(one)), other: (len(one), len(one) + len(other))}
        missing = [noun for noun, place in places.items() if place not in found]
        lost += bool(missing)
        misread.update(missing)
        terms = " ".join(token["term"] for token in tokens if token["class"] != "part")
        example.update({noun: f"{one}{other}: {terms}" for noun in missing})
    print(f"{lost} of {len(pairs)} pairs of nouns")
    for noun, count in misread.most_common(SHOWN):
        print(f"{count:5} {noun}  ({example[noun]})")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
