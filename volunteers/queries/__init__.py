"""Reads over several models, a module per topic."""
