"""Sheets become records: columns found, cells converted, rows examined."""
