"""The menus of the site. Each area adds its entries in ``AppConfig.ready``; ``ui`` knows no area.

navigation.register("staff", NavItem(_("People"), "counselling:client_list", "counselling:client", order=20,
                                     permission="counselling.view_client"))
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from ibs_portal.ui.addresses import address

AREAS = ("public", "service", "staff", "account", "security")


@dataclass(frozen=True)
class NavItem:
    """One entry: its words, where it leads, and which URL names count as being there.

    ``section`` is one or more beginnings of URL names (``"counselling:case"``), besides ``url_name`` itself.
    Without ``permission`` everybody of that area sees it.
    """

    label: str | Promise
    url_name: str
    section: str | tuple[str, ...] = ()
    permission: str | None = None
    order: int = 100

    def is_current(self, view_name: str) -> bool:
        sections = (self.section,) if isinstance(self.section, str) else self.section
        return view_name == self.url_name or view_name.startswith(tuple(filter(None, sections)))


@dataclass(frozen=True)
class Link:
    """An entry as one reader sees it."""

    label: str
    url: str
    is_current: bool


_items: dict[str, list[NavItem]] = defaultdict(list)


def register(area: str, *items: NavItem) -> None:
    """Adds entries to a menu; the same entry twice stays one."""
    if area not in AREAS:
        raise ValueError(f"{area!r} is no menu; there are {', '.join(AREAS)}.")
    _items[area] += [item for item in items if item not in _items[area]]
    _items[area].sort(key=lambda item: item.order)


def items(area: str) -> Iterable[NavItem]:
    return tuple(_items[area])


def links(area: str, request: HttpRequest | None) -> list[Link]:
    """The entries this reader may use. A URL name that leads nowhere is a mistake and raises."""
    user = getattr(request, "user", None)
    match = getattr(request, "resolver_match", None)
    view_name = match.view_name if match else ""
    return [
        Link(str(item.label), address(item.url_name), item.is_current(view_name))
        for item in _items[area]
        if item.permission is None or (user is not None and user.has_perm(item.permission))
    ]


@dataclass(frozen=True)
class Menu:
    """A menu that fits into one row: the first entries, and the rest behind "More"."""

    first: list[Link]
    more: list[Link]

    @property
    def all(self) -> list[Link]:
        return self.first + self.more

    @property
    def current(self) -> str:
        """The words of the entry where the reader is, or nothing."""
        return next((link.label for link in self.all if link.is_current), "")

    @property
    def current_of_more(self) -> str:
        """The same, if that entry is behind "More"."""
        return next((link.label for link in self.more if link.is_current), "")


def menu(area: str, request: HttpRequest | None, *, room: int) -> Menu:
    """The entries in two parts; a rest of one or two is not hidden for their sake."""
    found = links(area, request)
    room = room if len(found) > room + 2 else len(found)
    return Menu(found[:room], found[room:])
