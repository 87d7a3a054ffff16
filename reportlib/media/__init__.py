"""The document as files: page, PDF, slides, annexes, calendar."""
