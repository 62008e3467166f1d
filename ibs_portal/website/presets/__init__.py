"""Beginnings of the legal texts, per federal state: who supervises, who enforces, which law asks for the page.

They are starting points in plain German that the operator completes; what stands in brackets is missing.
"""

from pathlib import Path

FOLDER = Path(__file__).parent


def preset(state: str, kind: str) -> str:
    """The preset of a page (``LegalPage.Kind``) for a federal state (``LegalPage.State``)."""
    common = (FOLDER / f"{kind}.txt").read_text()
    own = (FOLDER / f"{kind}_{state}.txt").read_text()
    return common.replace("{state}", own.strip()).strip()
