"""A number that knows its unit, day, rule, rows and derivation."""
