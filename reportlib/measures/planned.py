"""Planned openings by agency and half-year."""
