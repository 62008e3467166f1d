"""Who may import whom: docs/architecture of the house as a test."""

import pytest

from tests.architecture.source import AREAS, dotted, imports, modules

# A shared package may import those named here, and nothing else of ours.
BELOW = {
    "ibs_portal.ui": set(),
    "ibs_portal.documents": set(),
    "ibs_portal.database": set(),
    "ibs_portal.audit": {"ibs_portal.database", "ibs_portal.ui"},
    "ibs_portal.languages": set(),
    "ibs_portal.privacy": {"ibs_portal.audit"},
    "ibs_portal.mail": {"ibs_portal.audit", "ibs_portal.database", "ibs_portal.privacy"},
    "ibs_portal.accounts": {
        "ibs_portal.audit",
        "ibs_portal.privacy",
        "ibs_portal.mail",
        "ibs_portal.database",
        "ibs_portal.languages",
        "ibs_portal.ui",
        "ibs_portal.documents",
    },
}
# Inside an area: what a layer may import of its own area.
LAYERS = {
    "rules": set(),
    "models": {"rules"},
    "queries": {"models", "rules"},
    "permissions": {"models", "rules"},
    "emails": {"models", "rules", "documents"},
    "documents": {"models", "rules"},
    "actions": {"models", "rules", "queries", "emails", "documents", "permissions"},
    "forms": {"models", "rules", "queries"},
    "tasks": {"actions"},
    "admin": {"actions", "models", "forms"},
    "views": {"models", "rules", "queries", "permissions", "actions", "forms", "emails", "documents"},
}


def package_of(name: str) -> str:
    """``ibs_portal.accounts.models.user`` → ``ibs_portal.accounts``; ``counselling.rules.case`` → ``counselling``."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] == "ibs_portal" else parts[0]


def forbidden_between_packages(module: str, imported: set[str]) -> set[str]:
    own = package_of(module)
    if own in BELOW:
        allowed = BELOW[own] | {own}
    elif own in AREAS:
        allowed = {own, *BELOW}
    else:
        return set()
    return {name for name in imported if package_of(name) not in allowed}


def forbidden_inside_area(module: str, imported: set[str]) -> set[str]:
    area, _, rest = module.partition(".")
    layer = rest.split(".")[0]
    if area not in AREAS or layer not in LAYERS:
        return set()
    allowed = LAYERS[layer] | {layer}
    own = {name for name in imported if name.startswith(f"{area}.")}
    return {name for name in own if name.split(".")[1] not in allowed}


@pytest.mark.parametrize("check", [forbidden_between_packages, forbidden_inside_area])
def test_arrows_point_down(check):
    wrong = {dotted(path): found for path in modules() if (found := check(dotted(path), imports(path)))}
    assert wrong == {}


@pytest.mark.parametrize(
    ("check", "module", "imported"),
    [
        (forbidden_between_packages, "counselling.models.case", "volunteers.models.Volunteer"),
        (forbidden_between_packages, "ibs_portal.ui.views", "ibs_portal.accounts.models.User"),
        (forbidden_between_packages, "projects.views.event", "ibs_portal.website.models.NewsItem"),
        (forbidden_inside_area, "counselling.rules.case", "counselling.models.Case"),
        (forbidden_inside_area, "counselling.forms.case", "counselling.actions.case.close_case"),
        (forbidden_inside_area, "counselling.models.case", "counselling.actions.case.close_case"),
    ],
)
def test_a_wrong_arrow_is_found(check, module, imported):
    assert check(module, {imported}) == {imported}
