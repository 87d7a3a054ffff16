"""``packet letters``: a letter to each evaluated unit, of figures of the packet that was built, with what they rest on."""
