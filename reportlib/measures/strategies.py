"""Themed strategies of the units."""
