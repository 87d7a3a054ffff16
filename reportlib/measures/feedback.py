"""Citizens' comments and wishes."""
