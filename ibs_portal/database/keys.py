"""Foreign keys over link and controller, or link and programme: a child row belongs to nobody else than its parent."""

from django.db import migrations


def one_controller(child: str, column: str, parent: str, on_delete: str) -> migrations.RunSQL:
    """The key of a table of counselling for a migration; ``child`` and ``parent`` without the area.

    Django makes no keys over two columns. The parent needs a unique constraint over ``id`` and ``controller``.
    """
    table, name = f"counselling_{child}", f"counselling_{child}_{column.removesuffix('_id')}_one_controller"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, controller_id) "
        f"REFERENCES counselling_{parent} (id, controller_id) ON DELETE {on_delete} DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def one_programme(child: str, column: str, parent: str, on_delete: str = "NO ACTION") -> migrations.RunSQL:
    """The same for a table of the volunteers; the parent needs a unique constraint over ``id`` and ``programme``."""
    table, name = f"volunteers_{child}", f"volunteers_{child}_{column.removesuffix('_id')}_same_programme"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, programme_id) "
        f"REFERENCES volunteers_{parent} (id, programme_id) ON DELETE {on_delete} DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )
