"""The agenda: items, times, minutes."""
