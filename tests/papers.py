"""PDFs by the word of another program, and of our own where it errs."""

import re

import page as validator

LENGTH_RULE = re.compile(r"STREAM-LENGTH")
STREAM = re.compile(rb"/Length (\d+)\b[^>]*>>\s*stream\r?\n")


def failures(content: bytes, profile) -> list[str]:
    """What the validator finds wrong. It takes compressed bytes that end like a line for a shorter stream."""
    found = validator.validate_pdf_bytes(content, profile=profile).failures
    return [
        f"{f.rule_id} {f.message}" for f in found if not (LENGTH_RULE.search(f.rule_id) and lengths_are_right(content))
    ]


def lengths_are_right(content: bytes) -> bool:
    """Each stream that says how long it is ends just there."""
    ends = [content[stream.end() + int(stream[1]) :] for stream in STREAM.finditer(content)]
    return bool(ends) and all(re.match(rb"\r?\n?endstream\b", end) for end in ends)
