"""What even the owner of the database and the reader of a backup must not see: AES-256-GCM, the key kept elsewhere.

``PORTAL_FILE_KEY`` holds one key or several (32 bytes each, in base64, blanks between): the first encrypts, all of
them decrypt, so that a key can be replaced. ``about`` names the row; a ciphertext moved to another row does not open.
"""

import base64
import hashlib
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

FORMAT, KEY_MARK, NONCE = b"\x01", 4, 12
HEAD = len(FORMAT) + KEY_MARK + NONCE
# By how many bytes what is encrypted is longer than what was written.
LONGER = HEAD + 16
KEY_LENGTH = 32


class KeyMissingError(Exception):
    """This process has not the key that is needed."""


class DamagedError(Exception):
    """What is stored is not what was written for this row."""


def encrypt(plain: bytes, *, about: str) -> bytes:
    """``KeyMissingError`` if this process has no key at all."""
    keys = _keys(tuple(settings.FILE_KEYS))
    if not keys:
        raise KeyMissingError
    mark, key = next(iter(keys.items()))
    nonce = os.urandom(NONCE)
    return FORMAT + mark + nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def decrypt(sealed: bytes | memoryview, *, about: str) -> bytes:
    """``KeyMissingError`` if its key is not here, ``DamagedError`` if it was changed or belongs to another row."""
    sealed = bytes(sealed)
    if len(sealed) < HEAD or sealed[:1] != FORMAT:
        raise DamagedError
    key = _keys(tuple(settings.FILE_KEYS)).get(_mark_of(sealed))
    if key is None:
        raise KeyMissingError
    try:
        return AESGCM(key).decrypt(sealed[HEAD - NONCE : HEAD], sealed[HEAD:], about.encode())
    except InvalidTag as error:
        raise DamagedError from error


def has_key() -> bool:
    return bool(_keys(tuple(settings.FILE_KEYS)))


def is_current(sealed: bytes | memoryview) -> bool:
    """Whether it was encrypted with the first of the keys."""
    return _mark_of(bytes(sealed[:HEAD])) == next(iter(_keys(tuple(settings.FILE_KEYS))), None)


def _mark_of(sealed: bytes) -> bytes:
    return sealed[len(FORMAT) : len(FORMAT) + KEY_MARK]


@cache
def _keys(texts: tuple[str, ...]) -> dict[bytes, bytes]:
    """The keys by their marks, the first in front; ``ValueError`` for one of another length."""
    keys = [base64.b64decode(text, validate=True) for text in texts]
    if any(len(key) != KEY_LENGTH for key in keys):
        raise ValueError("PORTAL_FILE_KEY needs 32 bytes in base64 for each key.")
    return {hashlib.sha256(b"mark" + key).digest()[:KEY_MARK]: key for key in keys}
