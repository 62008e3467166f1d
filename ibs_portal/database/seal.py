"""The seal on who is asking: the portal signs it, the database checks it.

``set_config`` is open to everybody who can smuggle in a piece of SQL, so a policy must not believe a bare
setting. The claims of a transaction (role, user, organisation, errand …) are therefore sealed with an HMAC
(RFC 2104, SHA-256). The database keeps the two padded keys in a table that only its owner reads, and
``portal_claim()`` answers nothing for claims without the right seal or of another role.
"""

import functools
import hashlib
import hmac
import json
from collections.abc import Mapping

from django.conf import settings

BLOCK = 64  # bytes of a block of SHA-256


@functools.cache
def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"ibs_portal.database.seal", "sha256")


def pads() -> tuple[bytes, bytes]:
    """The inner and the outer padded key of the HMAC, as the database needs them."""
    key = _key(settings.SEAL_KEY).ljust(BLOCK, b"\0")
    return bytes(byte ^ 0x36 for byte in key), bytes(byte ^ 0x5C for byte in key)


def sealed(claims: Mapping[str, object]) -> tuple[str, str]:
    """The claims as text and their seal; empty claims are left out."""
    said = {name: str(value) for name, value in claims.items() if value not in (None, "")}
    text = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
    return text, hmac.new(_key(settings.SEAL_KEY), text.encode(), hashlib.sha256).hexdigest()
