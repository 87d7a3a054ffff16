"""The command line: one file a command group; arguments in, sentences and an exit code out."""
