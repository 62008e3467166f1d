"""Placeholder."""


def gallery_context(*args, **kwargs):
    return {}
