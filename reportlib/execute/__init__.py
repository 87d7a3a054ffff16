"""Section notebooks: read, checked, and run in kernels."""
