from tests.walls.server import walled, world_database

__all__ = ["walled", "world_database"]
