"""axe-core in a page: the accessibility rules that a machine can check."""

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it stands; an empty list is what we want."""
    # Not as a script element: the page's own Content-Security-Policy would rightly refuse it.
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules}).then(r => r.violations)", RULES)
    return [f"{v['id']}: {v['help']}: {[n['html'][:150] for n in v['nodes'][:3]]}" for v in found]


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window; 0 means no horizontal scrolling."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
