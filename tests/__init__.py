"""Tests; a package so that they can share `tests.strategies` and `tests.shared_data`."""
