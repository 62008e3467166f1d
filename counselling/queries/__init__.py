"""Reads over several models; what the website asks of this area stands here by name."""

from counselling.queries.casework import heute, search

__all__ = ["heute", "search"]
