"""Seminars and the competition."""
