"""The public edition: masked, looked through, listed for review."""
