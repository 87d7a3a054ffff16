"""The document between notebooks and pages: harvested, numbered, held against itself."""
