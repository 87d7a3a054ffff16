"""Files become sheets of cells, within limits and in child processes."""
