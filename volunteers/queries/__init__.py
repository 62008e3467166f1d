from volunteers.queries.programme import heute, search

__all__ = ["heute", "search"]
