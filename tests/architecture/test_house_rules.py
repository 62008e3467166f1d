"""Rules of the house that a reader relies on."""

import ast
import re

from tests.architecture.source import AREAS, BASE, dotted, functions, modules, templates, tree

EMPTY_NAMES = {"utils", "helpers", "common", "services", "managers", "misc"}
INLINE = re.compile(r"\sstyle=|\son[a-z]+=\"|\|safe\b|<style|<script(?![^>]*(src=|application/(ld\+)?json))", re.I)
LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
LONGEST_TEMPLATE = 150


def test_no_module_has_a_name_that_says_nothing():
    assert [dotted(p) for p in modules() if EMPTY_NAMES & set(p.relative_to(BASE).with_suffix("").parts)] == []


def test_whoever_adds_a_style_keeps_those_of_the_layout():
    styled = {p.name: p.read_text() for p in templates() if "layouts/staff.html" in p.read_text()[:200]}
    assert [name for name, text in styled.items() if "{% block styles %}<link" in text] == []


def test_modules_functions_and_templates_keep_their_measure():
    long_modules = {dotted(p): n for p in modules() if (n := len(p.read_text().splitlines())) > LONGEST_MODULE}
    long_functions = {
        f"{dotted(path)}.{f.name}": f.end_lineno - f.lineno
        for path in modules()
        for f in functions(path)
        if f.end_lineno - f.lineno > LONGEST_FUNCTION
    }
    long_templates = {p.name: n for p in templates() if (n := len(p.read_text().splitlines())) > LONGEST_TEMPLATE}
    assert (long_modules, long_functions, long_templates) == ({}, {}, {})


def test_actions_say_who_acts():
    """Every public function in ``actions/`` takes ``by`` as a keyword, has a docstring and is atomic.

    What a job does with many people is atomic for each of them.
    """
    wrong = []
    for path in modules():
        parts = path.relative_to(BASE).parts
        if parts[0] not in AREAS or "actions" not in parts:
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                keywords = {a.arg for a in node.args.kwonlyargs}
                atomic = any("atomic" in ast.unparse(d) for d in node.decorator_list) or "one_by_one(" in ast.unparse(
                    node
                )
                if "by" not in keywords or not ast.get_docstring(node) or not atomic:
                    wrong.append(f"{dotted(path)}.{node.name}")
    assert wrong == []


def test_rules_know_no_clock_and_no_database():
    pattern = re.compile(r"timezone\.now|date\.today|datetime\.now|\.objects\b|django\.db\b|HttpRequest")
    wrong = [dotted(p) for p in modules() if "rules" in p.parts and pattern.search(p.read_text())]
    assert wrong == []


def test_no_work_is_done_in_save_and_no_signal_but_those_of_migrations_and_login():
    saves = [dotted(p) for p in modules() if "models" in p.parts for f in functions(p) if f.name == "save"]
    # A field's own ``pre_save`` is no signal.
    signal = re.compile(r"(?<!def )\b(pre|post)_(save|delete|init)\b|m2m_changed")
    signals = [dotted(p) for p in modules() if signal.search(p.read_text())]
    assert (saves, signals) == ([], [])


def test_nothing_is_marked_safe_and_nothing_is_inline():
    """A Content-Security-Policy without ``unsafe-*`` would break inline parts; a test says it earlier."""
    unsafe = [dotted(p) for p in modules() if re.search(r"\bmark_safe\(|csrf_exempt", p.read_text())]
    wrong = {p.name: found.group() for p in templates() if (found := INLINE.search(p.read_text()))}
    assert (unsafe, wrong) == ([], {})


def test_an_inline_part_is_found():
    bad_parts = ('<p style="x">', '<a onclick="x()">', "{{ x|safe }}", "<script>1</script>")
    assert all(INLINE.search(bad) for bad in bad_parts)
    assert not INLINE.search('<script src="/x.js" type="module">')


def test_url_names_are_nouns_with_verbs_in_snake_case():
    names = set()
    for path in BASE.glob("*/urls.py"):
        names |= set(re.findall(r'name="([^"]+)"', path.read_text()))
    assert {name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)} == set()


def test_every_template_of_a_page_is_used():
    text = "\n".join(p.read_text() for p in [*modules(), *templates()])
    own = [p.relative_to(BASE / "templates").as_posix() for p in templates() if (BASE / "templates") in p.parents]
    libraries = ("account/", "mfa/", "usersessions/", "allauth/", "admin/", "registration/", "django/")
    pages = [name for name in own if not name.startswith(libraries) and "/" in name]
    # A step's template may be named by its step: f"area/flow_{step}.html".
    by_step = [re.sub(r"_[a-z]+\.html$", "_{", name) for name in pages]
    assert [name for name, step in zip(pages, by_step, strict=True) if name not in text and step not in text] == []


HEADING = re.compile(r"<h([1-6])\b|\{%-?\s*include\s+\"([^\"]+)\"")


def heading_levels(source: str) -> list[int]:
    """The levels of all headings of a template in the order of its source, those of included pieces in their place."""
    found = []
    for level, included in HEADING.findall(source):
        if level:
            found.append(int(level))
        else:
            pieces = [p for p in templates() if p.as_posix().endswith(f"templates/{included}")]
            found += heading_levels(pieces[0].read_text()) if pieces else []
    return found


def skips(levels: list[int]) -> bool:
    """Whether a heading lies more than one level below the one before it (WCAG 1.3.1); a page begins with level 1."""
    return any(below - above > 1 for above, below in zip([1, *levels], levels, strict=False))


def test_no_page_leaves_out_a_level_of_heading():
    """Read in the source: whether a list has rows on the day of a test decides nothing."""
    pages = {p: p.read_text() for p in templates() if "extends" in p.read_text()[:200]}
    assert [p.relative_to(BASE).as_posix() for p, source in pages.items() if skips(heading_levels(source))] == []
    assert len(pages) > 150
    assert skips(heading_levels('<h1>Day</h1>{% include "components/date.html" %}'))
