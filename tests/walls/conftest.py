from tests.walls.server import walled

__all__ = ["walled"]
