"""``packet minutes``: the minutes of a meeting, from what its form of decisions says."""
