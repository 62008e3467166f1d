"""axe-core in a page: the accessibility rules that a machine can check."""

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# Only what is wrong is asked for, and shown by its source: the ways to all that is right would cost half as much again.
RUN = """rules => window.axe && axe.run(document, {runOnly: rules, resultTypes: ["violations"], selectors: false})
    .then(found => found.violations)"""


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it stands; an empty list is what we want."""
    found = page.evaluate(RUN, RULES)
    if found is None:
        # Not as a script element: the page's own Content-Security-Policy would rightly refuse it.
        page.evaluate(SCRIPT.read_text())
        found = page.evaluate(RUN, RULES)
    return [f"{v['id']}: {v['help']}: {[n['html'][:150] for n in v['nodes'][:3]]}" for v in found]


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window; 0 means no horizontal scrolling."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
