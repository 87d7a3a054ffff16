"""What a meeting decided: the form that the secretariat fills in after it, and what was filled in, as records."""
