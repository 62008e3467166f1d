"""Cuts KERN's stylesheet to the parts the portal uses and makes it independent of the writing direction.

KERN 2.7 weighs 36 kB compressed, mostly utilities we replace by our own layer, and says "left" where it means
"start". Both are cured once, when a new version is vendored, never at run time:
``make manage ARGS="vendor_kern <unpacked package>"``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

BLOCKS = (
    "accordion", "alert", "badge", "body", "btn", "btn-wrapper", "description-list", "dialog", "divider",
    "error", "fieldset", "form-check", "form-input", "heading-large", "heading-medium", "heading-small",
    "heading-x-large", "hint", "icon", "input-group", "label", "link", "list", "number", "sr-only", "summary",
    "summary-group", "table", "table-responsive", "task-list", "task-list-group", "title",
)  # fmt: skip
ICONS = (
    "add", "arrow-back", "arrow-forward", "calendar-today", "check", "close", "danger", "delete", "download",
    "edit", "help", "home", "info", "language", "logout", "mail", "open-in-new", "search", "success", "warning",
)  # fmt: skip
MODIFIERS = (
    "block", "bold", "bullet", "checkbox", "col", "danger", "default", "error", "horizontal", "info", "large",
    "muted", "no-visited-state", "number", "numeric", "action", "primary", "radio", "secondary", "small",
    "stretched", "striped", "success", "tertiary", "warning", "width-2", "width-4", "x-small", "readonly", "disabled",
)  # fmt: skip
LOGICAL = {
    "margin-left": "margin-inline-start",
    "margin-right": "margin-inline-end",
    "padding-left": "padding-inline-start",
    "padding-right": "padding-inline-end",
    "border-left": "border-inline-start",
    "border-right": "border-inline-end",
    "left": "inset-inline-start",
    "right": "inset-inline-end",
}
FLOWING = {"float": "inline-", "clear": "inline-", "text-align": ""}
# The tick of a checkbox is drawn with turned borders: mirroring it would turn it into something else.
DRAWN = "kern-form-check__checkbox:checked"


@dataclass
class Rule:
    """A style rule or, when it holds rules itself, a block like @media."""

    head: str
    body: list[tuple[str, str]] = field(default_factory=list)
    rules: list["Rule"] = field(default_factory=list)


def cut(css: str, *, also_used: str = "") -> str:
    """The stylesheet the portal ships; ``also_used`` is our own CSS, whose ``var(--kern-…)`` must stay."""
    rules = [rule for rule in map(_keep, parse(css)) if rule]
    _drop_unused_properties(rules, also_used)
    return _simplify("".join(_write(rule) for rule in rules))


def parse(css: str) -> list[Rule]:
    """Reads well-formed CSS as the SCSS compiler writes it: at most one level of nesting."""
    css = re.sub(r"/\*.*?\*/|@charset [^;]*;", "", css, flags=re.S)
    return list(_rules(css))


def _rules(css: str) -> Iterator[Rule]:
    position = 0
    while (start := _find(css, "{", position)) >= 0:
        end = _closing(css, start)
        head, inner = " ".join(css[position:start].split()), css[start + 1 : end]
        if head.startswith("@"):
            yield Rule(head, rules=list(_rules(inner)))
        else:
            yield Rule(head, body=list(_declarations(inner)))
        position = end + 1


def _declarations(css: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(css):
        end = _find(css, ";", position)
        end = end if end >= 0 else len(css)
        name, colon, value = css[position:end].partition(":")
        if colon:
            yield name.strip(), " ".join(value.split())
        position = end + 1


def _find(css: str, wanted: str, position: int) -> int:
    """Next ``wanted`` outside a quoted string, or -1."""
    for match in re.compile(r"\"[^\"]*\"|'[^']*'|" + re.escape(wanted)).finditer(css, position):
        if match.group() == wanted:
            return match.start()
    return -1


def _closing(css: str, start: int) -> int:
    depth = 0
    for match in re.compile(r"\"[^\"]*\"|'[^']*'|[{}]").finditer(css, start):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.start()
    raise ValueError("unbalanced braces")


def _keep(rule: Rule) -> Rule | None:
    if rule.rules:
        rule.rules = [inner for inner in map(_keep, rule.rules) if inner]
        is_white_icon = rule.head == "@media (forced-colors: active)" and all(map(_paints_white, rule.rules))
        return rule if rule.rules and not is_white_icon else None
    selectors = [one for one in _selectors(rule.head) if _is_used(one)]
    rule.head = ",".join(selectors)
    # Every icon is there twice, for browsers from before 2023 under a prefix: that alone is half of KERN's weight.
    rule.body = [_logical(rule.head, *one) for one in rule.body if one[0] != "-webkit-mask"]
    return rule if selectors and rule.body else None


def _paints_white(rule: Rule) -> bool:
    """KERN paints icons white in forced colours even on white; our layer uses the system's text colour."""
    return ("background-color", "var(--kern-color-white) !important") in rule.body and len(rule.body) == 2


def _selectors(head: str) -> list[str]:
    return [one.strip() for one in re.split(r",(?![^(]*\))", head)]


def _is_used(selector: str) -> bool:
    if "data-kern-theme" in selector or ".kern-dark" in selector:
        return selector.startswith(":is(body")
    return selector.startswith("@") or all(_is_used_class(name) for name in re.findall(r"\.(kern-[\w-]+)", selector))


def _is_used_class(name: str) -> bool:
    block, _, modifier = name.removeprefix("kern-").partition("--")
    if block == "icon" and modifier:
        return modifier in ICONS or modifier in ("small", "default", "large")
    base = block.partition("__")[0]
    known = base in BLOCKS or base.removesuffix("-item") in BLOCKS or base == "input-group-text"
    return known and (not modifier or modifier in MODIFIERS)


def _logical(head: str, name: str, value: str) -> tuple[str, str]:
    if DRAWN in head or name.startswith("--"):
        return name, value
    if name in FLOWING:
        value = {"left": FLOWING[name] + "start", "right": FLOWING[name] + "end"}.get(value, value)
    sides = re.findall(r"(?:[^\s()]|\([^()]*\))+", value) if name == "padding" else []
    if len(sides) == 4 and sides[1] != sides[3]:
        top, end, bottom, start = sides
        return "padding-block", f"{top} {bottom};padding-inline:{start} {end}"
    return LOGICAL.get(name, name), value


def _drop_unused_properties(rules: list[Rule], also_used: str) -> None:
    """Design tokens nobody reads go, until none is left over."""
    while True:
        used = set(re.findall(r"var\((--[\w-]+)", also_used + "".join(map(_write, rules))))
        before = sum(len(rule.body) for rule in _flat(rules))
        for rule in _flat(rules):
            rule.body = [(name, value) for name, value in rule.body if not name.startswith("--") or name in used]
        if before == sum(len(rule.body) for rule in _flat(rules)):
            return


def _flat(rules: list[Rule]) -> Iterator[Rule]:
    for rule in rules:
        yield rule
        yield from _flat(rule.rules)


def _write(rule: Rule) -> str:
    if rule.rules:
        inner = "".join(map(_write, rule.rules))
        return f"{rule.head}{{{inner}}}" if inner else ""
    body = ";".join(f"{name}:{value}" for name, value in rule.body)
    return f"{rule.head}{{{body}}}\n" if body else ""


def _simplify(css: str) -> str:
    """Fallbacks of tokens that are always defined say nothing: drop them."""
    defined = set(re.findall(r"(--kern-[\w-]+):", css))
    return re.sub(r"var\((--kern-[\w-]+), [^()]*\)", lambda m: f"var({m[1]})" if m[1] in defined else m[0], css)
