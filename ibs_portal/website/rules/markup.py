"""The very small markup of texts that staff type: headings, paragraphs, lists; everything else is plain text."""

from dataclasses import dataclass
from itertools import groupby

HEADING, ITEM = "## ", "- "


@dataclass(frozen=True)
class Block:
    """A part of a text. ``kind`` is heading, list or paragraph; ``lines`` are plain, never HTML."""

    kind: str
    lines: tuple[str, ...]


def _kind(line: str) -> str:
    if line.startswith(HEADING):
        return "heading"
    return "list" if line.startswith(ITEM) else "paragraph"


def blocks(text: str) -> list[Block]:
    """Cuts a text into blocks: blank lines end a paragraph, ``## `` is a heading, ``- `` an item of a list."""
    found = []
    for part in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        for kind, group in groupby(lines, _kind):
            cut = {"heading": len(HEADING), "list": len(ITEM)}.get(kind, 0)
            own = tuple(line[cut:].strip() for line in group)
            found += [Block(kind, (line,)) for line in own] if kind == "heading" else [Block(kind, own)]
    return found


def first_sentences(text: str, length: int = 180) -> str:
    """The beginning of a text for a list: its first paragraph, cut at a word."""
    paragraph = next((" ".join(block.lines) for block in blocks(text) if block.kind == "paragraph"), "")
    if len(paragraph) <= length:
        return paragraph
    return paragraph[:length].rpartition(" ")[0].rstrip(",;:.–- ") + " …"
