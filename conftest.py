"""What pytest does to the notebooks, wherever it is told to look for them."""

pytest_plugins = ["tests.support.nbval_lines"]
