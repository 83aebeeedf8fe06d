#!/usr/bin/env python3
"""Write how MeCab-ko itself cuts the golden lines, for tests/golden to compare with.

Needs `pip install python-mecab-ko`, which brings the same compiled dictionary that the build
converts. Run it from anywhere after changing tests/golden/lines.txt:

    python3 scripts/mecab_agreement.py

Each row of tests/golden/mecab.tsv is one token: line number from 1, first byte, byte after the
last, part of speech, surface.
"""

import sys
from pathlib import Path

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"


def main() -> int:
    try:
        from mecab import MeCab
    except ImportError:
        print("error: MeCab-ko is missing; run `pip install python-mecab-ko`", file=sys.stderr)
        return 2
    tagger = MeCab()
    lines = (GOLDEN / "lines.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    with (GOLDEN / "mecab.tsv").open("w", encoding="utf-8", newline="\n") as out:
        for number, line in enumerate(lines, start=1):
            for morpheme in tagger.parse(line):
                start = len(line[: morpheme.span.start].encode())
                end = len(line[: morpheme.span.end].encode())
                surface = line.encode()[start:end].decode()
                if surface != morpheme.surface:
                    print(f"error: line {number}: span of {morpheme.surface!r}", file=sys.stderr)
                    return 1
                print(number, start, end, morpheme.feature.pos, surface, sep="\t", file=out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
