"""The doors in front of a row, as all areas share them."""

from ibs_portal.accounts.views import GuardedRowMixin

__all__ = ["GuardedRowMixin"]
