"""Reads the source of the portal for the tests of its architecture."""

import ast
import functools
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
AREAS = ("counselling", "volunteers", "projects")
PACKAGES = ("ibs_portal", *AREAS)


def modules() -> list[Path]:
    """All Python files of the portal, without migrations."""
    paths = [path for package in PACKAGES for path in sorted((BASE / package).rglob("*.py"))]
    return [path for path in paths if "migrations" not in path.parts]


def dotted(path: Path) -> str:
    parts = path.relative_to(BASE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imports(path: Path) -> set[str]:
    """Dotted names of the portal's own modules that a file imports."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.startswith(PACKAGES)}


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]


def templates() -> list[Path]:
    folders = [BASE / "templates", BASE / "ibs_portal" / "ui" / "templates"]
    return [path for folder in folders for path in sorted(folder.rglob("*.html"))]
