"""Rules for the files of the look: nothing inline, no left and right, small at first view."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "static"
OWN_CSS = sorted((STATIC / "css").glob("*.css"))
TEMPLATES = sorted(
    {*(ROOT / "templates").rglob("*.html"), *ROOT.glob("*/templates/**/*.html"), *ROOT.glob("*/*/templates/**/*.html")}
)
PAGES = [path for path in TEMPLATES if not {"emails", "pdf", "admin"} & set(path.relative_to(ROOT).parts)]
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*(?:\ssrc=|application/(?:ld\+)?json))", re.I
)
SIDES = re.compile(
    r"(?:^|[{;\s])(?:(?:margin|padding|border|inset)-(?:left|right)|left|right|border-(?:top|bottom)-(?:left|right)-radius)"
    r"[\w-]*\s*:|(?:float|clear|text-align)\s*:\s*(?:left|right)\b"
)
# Loaded by a public page at first view; the other fonts only when their letters are on the page.
FIRST_VIEW = [
    "vendor/kern/kern.css",
    "css/portal.css",
    "vendor/kern/fonts/fira-sans-400-latin.woff2",
    "vendor/kern/fonts/fira-sans-600-latin.woff2",
    "img/door.svg",
]
BUDGET = 60_000  # of 80 kB; the rest is for the page itself, its pictures and one more script's letters


def inline_parts(source: str) -> list[str]:
    return INLINE.findall(source)


def sides(css: str) -> list[str]:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    # The tick of KERN's checkbox is drawn and looks alike in both directions.
    return SIDES.findall(re.sub(r"\.kern-form-check__checkbox:checked::before\{[^}]*\}", "", css))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_inline(path):
    assert inline_parts(path.read_text()) == []


@pytest.mark.parametrize(
    "source", ['<p style="x">', "<style>", "<a onclick=x>", "<script>x</script>", '<a href="javascript:x">']
)
def test_something_inline_would_be_found(source):
    assert len(inline_parts(source)) == 1


@pytest.mark.parametrize("path", [*OWN_CSS, STATIC / "vendor/kern/kern.css"], ids=lambda path: path.name)
def test_no_left_and_right(path):
    assert sides(path.read_text()) == []


@pytest.mark.parametrize(
    "rule", ["margin-left: 1px", "left:0", "text-align: right", "border-left-color: red", "float:left"]
)
def test_a_left_or_right_would_be_found(rule):
    assert len(sides(f".x{{{rule}}}")) == 1


def test_first_view_is_small():
    weights = {
        name: len(data if name.endswith("woff2") else gzip.compress(data, 9))
        for name in FIRST_VIEW
        if (data := (STATIC / name).read_bytes())
    }
    assert sum(weights.values()) < BUDGET, weights


def test_every_kern_class_in_use_is_in_the_cut_stylesheet():
    known = set(re.findall(r"\.(kern-[\w-]+)", (STATIC / "vendor/kern/kern.css").read_text()))
    # Names of KERN's markup that have no rule of their own.
    known |= {"kern-table__head", "kern-table__body", "kern-table__row"}
    used = {
        name
        for path in TEMPLATES
        for value in re.findall(r'class="([^"]*)"', path.read_text())
        for name in re.findall(r"(?<![\w-])kern-[\w-]+(?![\w-]|\{)", re.sub(r"kern-[\w-]*\{[%{].*?[%}]\}", "", value))
    }
    assert sorted(name for name in used if name not in known and not name.endswith("--")) == []


def test_no_source_maps_and_nothing_from_elsewhere():
    for path in STATIC.rglob("*"):
        if path.suffix in {".css", ".js"}:
            text = path.read_text()
            assert "sourceMappingURL" not in text, path
            assert not re.search(r"url\(\s*[\"']?https?:|@import", text), path


def test_vendored_files_have_their_licences_beside():
    for folder in (STATIC / "vendor").iterdir():
        assert (list(folder.glob("LICENSE*")) != [], (folder / "README.md").exists()) == (True, True)
    assert (STATIC / "vendor/kern/fonts/OFL.txt").exists()
