"""The code of a certificate, and what of the name is told to whoever checks it."""

import secrets

# Without letters and digits that look or sound alike on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, PART = 10, 5


def new_code() -> str:
    """Ten signs out of thirty: 590,000 billion codes, so that trying some of them finds nothing."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))


def readable_code(code: str) -> str:
    """``K7QM4XPT9R`` → ``K7QM4-XPT9R``, as it stands on paper."""
    return f"{code[:PART]}-{code[PART:]}"


def typed_code(text: str) -> str:
    """What somebody read off a paper, in the form in which it is kept; empty if it cannot be a code."""
    signs = "".join(sign for sign in text.upper() if sign not in "- –.\u00a0")
    return signs if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else ""


def initials(*names: str) -> str:
    """``"Thị Ánh", "Nguyễn"`` → ``T. N.``: enough to compare with a paper in one's hand, too little to find anybody."""
    return " ".join(f"{name.strip()[0]}." for name in names if name.strip())
