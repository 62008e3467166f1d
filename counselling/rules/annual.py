"""Numbers as a press release says them: rounded, with the word that fits."""

from typing import Final

NEARLY, GOOD, ABOUT, EXACTLY = "nearly", "good", "about", "exactly"
# How far beside a round number one still says "nearly" or "a good".
NEAR: Final = 0.03


def rounded_words(number: int) -> tuple[str, int]:
    """``3962`` is nearly 4000, ``4031`` a good 4000, ``3704`` about 3700; below a hundred nothing is rounded."""
    if number < 100:
        return EXACTLY, number
    for step in _steps(number):
        below = number // step * step
        if number == below:
            return EXACTLY, number
        if below + step - number <= NEAR * number and step >= 50:
            return NEARLY, below + step
        if below and number - below <= NEAR * number and step >= 50:
            return GOOD, below
    return ABOUT, round(number, -2 if number >= 1000 else -1)


def _steps(number: int) -> list[int]:
    """Round numbers to look at, the roundest first: thousands, five hundreds; hundreds and fifties below a thousand."""
    return [1000, 500] if number >= 1000 else [100, 50]


FRACTIONS: Final = ((25, "quarter"), (33.3, "third"), (50, "half"), (66.7, "two_thirds"), (75, "three_quarters"))


def share_words(percent: float) -> str:
    """``half`` for 48 to 52 percent and so on; ``""`` where only the number itself says it."""
    return next((word for middle, word in FRACTIONS if abs(percent - middle) <= 2), "")
