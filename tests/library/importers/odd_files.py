"""Files of odd shapes, made by code: every combination of what real ones do, each word of its own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count

_SYLLABLES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_NUMERALS = "一二三四五六七八九"
_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
_NEWLINES = ("\n", "\r\n", "\n\n")
_ENDINGS = (".md", ".txt", "")


class OddFile:
    """``words`` are what the text says; each stands in it once and nowhere else."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - shapes, not secrets
        self._count = count(seed * 1000)
        self.words: list[str] = []
        self.title = f"第{seed}号样例办法" if seed % 7 else f"关于修改《{seed}号样例》的决定"
        day = f"20{seed % 20:02}-0{1 + seed % 9}-1{seed % 10}"
        self.name = f"{self.title}({day}){self._random.choice(_ENDINGS)}".replace("《", "").replace("》", "")
        self._label = self._random.choice(["第{}条　", "第{}条 ", "**第{}条**　", "第{}条", "{}、"])
        newline = self._random.choice(_NEWLINES)
        text = newline.join([*self._front_matter(), *map(self._spoilt, [*self._head(), *self._body()])])
        self.words = [word for word in self.words if word in text]
        self.data = text.encode(self._random.choice(_ENCODINGS))

    def word(self) -> str:
        """A word that occurs nowhere else: a number in syllables between two marks."""
        number, digits = next(self._count), ""
        while number:
            number, digit = divmod(number, len(_SYLLABLES))
            digits += _SYLLABLES[digit]
        self.words.append(f"樊{digits}樊")
        return self.words[-1]

    def _front_matter(self) -> list[str]:
        if self._random.random() < 0.8:
            return []
        return ["---", f"title: {self.title}", "status: 现行有效", "tags:", "  - 甲", "---"]

    def _head(self) -> Iterator[str]:
        style = self._random.randrange(5)
        yield f"# {self.title}" if style < 3 else self.title
        yield self._random.choice(
            [
                f"2001年2月3日 {self.word()}部公布",
                f"（2001年2月3日{self.word()}会议通过　根据2011年2月3日《{self.word()}的决定》修正）",
                f"根据2001年2月3日{self.word()}令第3号公布）",
                f"{self.word()}发〔2001〕3号",
            ]
        )
        if style == 1:
            yield "<!-- INFO END -->"

    def _body(self) -> Iterator[str]:
        chapters = [f"第{number}章　{self.word()}" for number in "一二三"[: self._random.randrange(4)]]
        if chapters and self._random.random() < 0.5:
            yield from ("目　　录", *chapters)
        if self._random.random() < 0.4:
            yield f"为了{self.word()}，制定本办法。"
        article = 0
        for chapter in chapters or [""]:
            if chapter:
                yield self._random.choice(["", "## "]) + chapter
            for _ in range(self._random.randrange(1, 4)):
                article += 1
                yield from self._article(article)
        if self._random.random() < 0.4:
            yield from self._annex()
        if self._random.random() < 0.2:
            yield from (f"{self.word()}委员会", "二〇〇一年二月三日")

    def _article(self, number: int) -> Iterator[str]:
        label = self._label.format(_NUMERALS[number - 1])
        yield f"{label}{self.word()}规定，包括："
        yield from self._random.choice(
            [
                [f"（一）{self.word()}；", f"1.{self.word()}；", f"（1）{self.word()}；", f"（二）{self.word()}。"],
                [f"(一){self.word()}；", f"{self.word()}；", f"(三){self.word()}。"],
                [f"①{self.word()}；", f"②{self.word()}。"],
                [f"| {self.word()} | {self.word()} |", "|---|---|", f"| {self.word()} |"],
                [f"<table><tr><td>{self.word()}</td><td>{self.word()}", "</td></tr></table>"],
                [f"第{self._random.randrange(1, 99)}条规定的{self.word()}。", f"第三人{self.word()}。"],
                [f"### {self.word()}", f"{self.word()}<br>{self.word()}"],
                [f"第一节　{self.word()}", f"{self.word()}。第九章　{self.word()}"],
                [f"第{_NUMERALS[number % 9]}条 所称{self.word()}。"],
                [f"- （一）{self.word()}；（二）{self.word()}。", f"> {self.word()}"],
            ]
        )

    def _annex(self) -> Iterator[str]:
        yield self._random.choice(["附件：", "附表1", "附录", f"附：{self.word()}"])
        yield from (self.word(), f"一、{self.word()}。", f"第一条　{self.word()}。", f"{self.word()}。")

    def _spoilt(self, line: str) -> str:
        return self._random.choice(["", "", "　　", " ", "\t"]) + line + self._random.choice(["", "", "　", "\u200b"])
