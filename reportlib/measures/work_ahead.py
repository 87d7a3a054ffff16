"""Work ahead and milestones."""
