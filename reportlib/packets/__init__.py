"""A packet on disk: published, explained, compared, verified."""
