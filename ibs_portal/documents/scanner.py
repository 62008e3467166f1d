"""Asks a virus scanner (clamd) about a file; ``PORTAL_CLAMD`` is its socket, or host and port."""

import socket
import struct

from django.conf import settings

PIECE, PATIENCE = 64 * 1024, 60


class ScannerAwayError(Exception):
    """The scanner does not answer, or not in a way one understands; ask again later."""


def is_configured() -> bool:
    return bool(settings.CLAMD)


def is_clean(data: bytes) -> bool:
    """``False`` if the scanner knows something bad in it; ``ScannerAwayError`` if it says neither."""
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), PIECE):
                piece = data[start : start + PIECE]
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            answer = line.recv(4096).rstrip(b"\0").strip()
    except OSError as error:
        raise ScannerAwayError from error
    if answer.endswith(b" OK"):
        return True
    if answer.endswith(b" FOUND"):
        return False
    raise ScannerAwayError


def _connected() -> socket.socket:
    """A path is a socket of this machine; anything else ``host:port``."""
    if "/" in settings.CLAMD:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        try:
            line.connect(settings.CLAMD)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host, int(port)), PATIENCE)
