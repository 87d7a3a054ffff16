"""Results that are kept from one run to the next, by the content of what they were made from."""
