#!/usr/bin/env python3
"""Count the forms of everyday verbs that are not read as forms of them (build/own).

    cargo build --release
    python3 scripts/verb_forms.py target/release/pilgi

Makes some twenty forms of each verb below, asks `pilgi analyze` for the terms of each, and prints how many do
not have the verb's stem among them, and which.
"""

import subprocess
import sys

VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
GROWN = dict(zip("ㅏㅓㅐㅔㅗㅜㅣㅚㅕ", "ㅏㅓㅐㅔㅘㅝㅕㅙㅕ"))

# Those that go by no rule are followed by the letter at which they change.
VERBS = """
지우 만들 쓰 읽 보내 받 넣 빼 끄 켜 열 닫 잡 놓 나누 합치 묶 풀 바꾸 옮기 고치 막 늘리 줄이 올리
내리 높이 낮추 돌리 멈추 기다리 찾 느리 다루 이루 맡기 숨기 가리키 지키 걸 걸리 떼 붙이 뽑 섞 채우
비우 세우 배우 외우 깨우 태우 키우 겪 깨지 끊 죽이 죽 살리 던지 버리 꺼내 남기 남 묻 잠그 담 들
들어가 나가 나오 넘기 넘 밀리 밀 당기 뜨 띄우 터지 새 쌓 쌓이 얹 엮 엮이 꼬이 풀리 열리 닫히 잡히
막히 묶이 쓰이 읽히 보이 나뉘 바뀌 옮겨지 지워지 만들어지 갈아타 갈아끼우 덮 덮어쓰 끼우 펼치 접 펴 줄
늘 커지 작아지 느려지 빨라지 따지 매기 재 세 견디 버티 겹치 부딪히 어긋나 벗어나 일어나 생기 없애 모으
모이 흩어지 퍼지 퍼뜨리 알리 알려주 알 모자라 남아돌 되돌리 되돌아가 이어지 끊기 끊어지 쪼개 쪼개지 맞추
맞 틀리 헷갈리 빠지 빠뜨리 놓치 훔치 뺏 빼앗 가로채 속이 숨 가두 가르치 기대 고르:르 부르:르 따르
다르:르 빠르:르 자르:르 흐르:르 누르:르 오르:르 거르:르 나르:르 가르:르 서두르:르 모르:르 싣:ㄷ
걷:ㄷ 듣:ㄷ 깨닫:ㄷ 일컫:ㄷ 돕:ㅂ 굽:ㅂ 줍:ㅂ 눕:ㅂ 가깝:ㅂ 무겁:ㅂ 가볍:ㅂ 쉽:ㅂ 어렵:ㅂ
잇:ㅅ 짓:ㅅ 낫:ㅅ 붓:ㅅ 긋:ㅅ 젓:ㅅ
""".split()


def syllable(char: str) -> tuple[int, str, str]:
    number = ord(char) - 0xAC00
    return number // 588, VOWELS[number // 28 % 21], FINALS[number % 28]


def ending(word: str, final: str) -> str:
    """The word with another final at its end."""
    initial, vowel, _ = syllable(word[-1])
    return word[:-1] + compose(initial, vowel, final)


def compose(initial: int, vowel: str, final: str = " ") -> str:
    return chr(0xAC00 + initial * 588 + VOWELS.index(vowel) * 28 + FINALS.index(final))


def with_vowel(stem: str, irregular: str) -> str:
    """The stem with -아 or -어."""
    initial, vowel, final = syllable(stem[-1])
    bright = vowel in "ㅏㅗㅑ"
    open_ = ending(stem, " ")
    match irregular:
        case "르":
            bright = syllable(stem[-2])[1] in "ㅏㅗ"
            return ending(stem[:-1], "ㄹ") + ("라" if bright else "러")
        case "ㅂ":
            return open_ + ("와" if len(stem) == 1 and bright else "워")
        case "ㄷ":
            return ending(stem, "ㄹ") + ("아" if bright else "어")
        case "ㅅ":
            return open_ + ("아" if bright else "어")
    if final != " ":
        return stem + ("아" if bright else "어")
    if vowel == "ㅡ":
        bright = len(stem) > 1 and syllable(stem[-2])[1] in "ㅏㅗ"
        return stem[:-1] + compose(initial, "ㅏ" if bright else "ㅓ")
    if vowel in GROWN:
        return stem[:-1] + compose(initial, GROWN[vowel])
    return stem + "어"


def forms(stem: str, irregular: str) -> list[str]:
    final = syllable(stem[-1])[2]
    if final == "ㄹ":
        bare = ending(stem, " ")
        made = [ending(bare, "ㄴ"), bare + "는", stem, ending(bare, "ㅂ") + "니다", stem + "면", stem + "려고", bare + "는데"]
    elif final == " ":
        made = [ending(stem, "ㄴ"), stem + "는", ending(stem, "ㄹ"), ending(stem, "ㅂ") + "니다", stem + "면", stem + "려고", stem + "는데", ending(stem, "ㄴ") + "다"]
    else:
        base = {"ㄷ": ending(stem, "ㄹ") + "으", "ㅅ": ending(stem, " ") + "으", "ㅂ": ending(stem, " ") + "우"}.get(irregular, stem + "으")
        made = [ending(base, "ㄴ"), stem + "는", ending(base, "ㄹ"), stem + "습니다", base + "면", base + "려고", stem + "는데"]
    grown = with_vowel(stem, irregular)
    past = ending(grown, "ㅆ")
    made += [stem + "고", stem + "지", stem + "기"]
    return made + [grown, grown + "서", grown + "야", grown + "도", past + "다", past + "는데", past + "던"]


def main() -> int:
    program = sys.argv[1]
    total, lost = 0, []
    for verb in VERBS:
        stem, _, irregular = verb.partition(":")
        for form in forms(stem, irregular):
            rows = subprocess.run([program, "analyze", form], capture_output=True, text=True).stdout
            terms = [row.split()[-1] for row in rows.splitlines() if row.strip()]
            total += 1
            if stem not in terms:
                lost.append(f"{form} ({' '.join(terms)})")
    print(f"{len(lost)} of {total} forms have another stem or none: {', '.join(lost)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
