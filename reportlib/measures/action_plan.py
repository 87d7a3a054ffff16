"""The action plan: workstreams, principles, review flow, data classes."""
