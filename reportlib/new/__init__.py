"""The next meeting: its parameters, its rows, and what is still to be filled in."""
