"""What is personal data in a text."""
