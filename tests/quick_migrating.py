"""Migrating in two thirds of the time; what it makes is the same to the letter.

Django draws a model and all that are related to it anew for each constraint and each index that is added or goes,
though neither changes a field; half of a ``migrate`` of this portal was that. Here the drawn model is told.
"""

import contextlib
import functools
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db.migrations.state import ProjectState


def set_option(state: ProjectState, model: tuple[str, str], option: str, kept: list) -> None:
    """What a model has now of ``constraints`` or ``indexes``, in the state and in the model drawn from it."""
    state.models[model].options[option] = kept
    if "apps" in vars(state):
        meta = state.apps.get_model(*model)._meta
        setattr(meta, option, list(kept))
        vars(meta).pop("total_unique_constraints", None)


def append_option(state: ProjectState, app_label: str, model_name: str, option: str, new) -> None:
    set_option(state, (app_label, model_name), option, [*state.models[app_label, model_name].options[option], new])


def remove_option(state: ProjectState, app_label: str, model_name: str, option: str, name: str) -> None:
    kept = [one for one in state.models[app_label, model_name].options[option] if one.name != name]
    set_option(state, (app_label, model_name), option, kept)


@contextlib.contextmanager
def quick_migrating() -> Iterator[None]:
    # Django keeps these names until any model is drawn, in any state; they are those of the settings.
    names = functools.cache(functools.partial(Apps.get_swappable_settings_name.__wrapped__, apps))
    swappable = functools.wraps(names)(lambda registry, to_string: names(to_string))
    swappable.cache_clear = lambda: None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ProjectState, "_append_option", append_option)
        patch.setattr(ProjectState, "_remove_option", remove_option)
        patch.setattr(Apps, "get_swappable_settings_name", swappable)
        yield
