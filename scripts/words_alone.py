#!/usr/bin/env python3
"""Measure how words that are read alone fare against the same words in their sentences (build/borders.rs).

Reads Korean text files, asks MeCab-ko how it reads each whitespace-delimited word of Hangul in its line,
and reads the word alone, with what it costs to begin and to end worked out in several ways:

    pip install python-mecab-ko numpy
    python3 scripts/words_alone.py notes/*.md prose.txt

Prints for each way the share of words, as often as they occur, that are cut alike and whose pieces are alike
nouns, predicates or neither; and how many nouns were read as predicates and predicates as nouns.
"""

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import mecab_ko_dic
import numpy as np
from mecab import MeCab
from mecab.mecab import create_lattice

UNIT = 800
PREDICATES = {"VV", "VA", "VX", "VCN"}
NOUNS = {"NNG", "NNP", "NNB", "NNBC", "NR", "NP", "XR", "SL"}
ATTACHING = dict.fromkeys("EC EF EP ETM ETN VCP XSA XSN XSV".split(), 3000)
ATTACHING |= dict.fromkeys("JC JKB JKC JKG JKO JKQ JKS JKV JX".split(), 6000)


def kind(pos: str) -> str:
    first = pos.split("+")[0]
    return "predicate" if first in PREDICATES else "noun" if first in NOUNS else "other"


def words_in_context(files: list[str]) -> dict[str, Counter]:
    """Each word with the ways in which it was read, as pairs of a surface and a kind."""
    tagger, words = MeCab()._tagger, defaultdict(Counter)
    for path in files:
        for line in Path(path).read_text(encoding="utf-8", errors="replace").split("\n"):
            lattice = create_lattice(line[:2000])
            if not line.strip() or not tagger.parse(lattice):
                continue
            reading, end = [], None
            for span, node in [*lattice, (None, None)]:
                if reading and (span is None or span[0] > end):
                    word = "".join(surface for surface, _ in reading)
                    if re.fullmatch("[가-힣]+", word):
                        words[word][tuple(reading)] += 1
                    reading = []
                if span is not None:
                    reading.append((line[span[0] : span[1]], kind(node.feature.split(",")[0])))
                    end = span[1]
    return words


def entries() -> dict[str, list[tuple[int, int, int, str]]]:
    """The dictionary: left and right id, cost and part of speech of each reading of a surface."""
    data = (Path(mecab_ko_dic.dictionary_path) / "sys.dic").read_bytes()
    units, tokens = (int.from_bytes(data[at : at + 4], "little") for at in (24, 28))
    array = np.frombuffer(data, "<i4", units // 4, 72).reshape(-1, 2)
    token = np.dtype([("left", "<u2"), ("right", "<u2"), ("pos", "<u2"), ("cost", "<i2"), ("feature", "<u4"), ("compound", "<u4")])
    tokens_at = 72 + units
    table = np.frombuffer(data, token, tokens // token.itemsize, tokens_at)
    features = data[tokens_at + tokens :]
    children = defaultdict(list)
    for place, check in enumerate(array[:, 1]):
        children[int(check)].append(place)
    found, stack = defaultdict(list), [(int(array[0, 0]), b"")]
    while stack:
        base, begun = stack.pop()
        for place in children.get(base, ()):
            if place == base and array[place, 0] < 0:
                value = -int(array[place, 0]) - 1
                for one in table[value >> 8 : (value >> 8) + (value & 255)]:
                    at = int(one["feature"])
                    pos = features[at : features.index(b",", at)].decode()
                    found[begun.decode()].append((int(one["left"]), int(one["right"]), int(one["cost"]), pos))
            elif 0 < place - base <= 256:
                stack.append((int(array[place, 0]), begun + bytes([place - base - 1])))
    return found


def contexts(name: str) -> list[tuple[int, int]]:
    """A table of build/spaces.rs."""
    source = (Path(__file__).parent.parent / "build/spaces.rs").read_text(encoding="utf-8")
    table = re.search(name + r": \[\(u16, u64\); \d+\] = \[(.*?)\];", source, re.S)[1]
    return [(int(id_), int(count)) for id_, count in re.findall(r"\((\d+), (\d+)\)", table)]


def average(rows: list[np.ndarray], counts: list[int], border: np.ndarray, share: float) -> np.ndarray:
    likely = share * np.exp(-border / UNIT)
    for row, count in zip(rows, counts):
        likely = likely + (1 - share) * count / sum(counts) * np.exp(-row / UNIT)
    return -UNIT * np.log(likely)


def main() -> int:
    words, dictionary = words_in_context(sys.argv[1:]), entries()
    matrix = np.fromfile(Path(mecab_ko_dic.dictionary_path) / "matrix.bin", dtype="<i2")
    costs = matrix[2:].reshape(int(matrix[1]), int(matrix[0])).astype(float)
    before, after = contexts("PRECEDING"), contexts("FOLLOWING")

    def read(word: str, begin: np.ndarray, end: np.ndarray, predicate: int):
        best = [[] for _ in range(len(word) + 1)]
        for at in range(len(word)):
            for to in range(at + 1, len(word) + 1) if not at or best[at] else ():
                for left, right, cost, pos in dictionary.get(word[at:to], ()):
                    if at:
                        ways = ((way[0] + costs[left, way[1]], number) for number, way in enumerate(best[at]))
                        way, number = min(ways)
                    else:
                        first = pos.split("+")[0]
                        way, number = begin[left] + ATTACHING.get(first, 0), 0
                        way += predicate if first in PREDICATES else 0
                    best[to].append((way + cost, right, at, number, (word[at:to], kind(pos))))
        if not best[-1]:
            return None
        last, pieces = min(best[-1], key=lambda way: way[0] + end[way[1]]), []
        while True:
            pieces.append(last[4])
            if not last[2]:
                return tuple(reversed(pieces))
            last = best[last[2]][last[3]]

    def measure(name: str, begin: np.ndarray, end: np.ndarray, predicate: int) -> None:
        same = total = lost = missed = 0
        for word, readings in words.items():
            reading = read(word, begin, end, predicate)
            if reading is None:
                continue
            count, usual = readings.total(), readings.most_common(1)[0][0]
            total += count
            same += readings[reading]
            lost += count * (usual[0][1] == "noun" and reading[0][1] == "predicate")
            missed += count * (usual[0][1] == "predicate" and reading[0][1] == "noun")
        print(f"{name}: {same / total:.4f} of {total} alike, {lost} nouns read as predicates, {missed} predicates as nouns")

    begins = [costs[:, id_] for id_, _ in before]
    ends = [costs[id_] for id_, _ in after]
    measure("borders of a text", costs[:, 0], costs[0], 0)
    for share in (0.1, 0.2, 0.4):
        begin = average(begins, [count for _, count in before], costs[:, 0], share)
        end = average(ends, [count for _, count in after], costs[0], share)
        for predicate in (0, 500, 1000, 1500):
            measure(f"at a border {share}, predicates dearer by {predicate}", begin, end, predicate)
    return 0


if __name__ == "__main__":
    sys.exit(main())
