"""Results of the programme."""
