"""The national awards: application and popularity."""
