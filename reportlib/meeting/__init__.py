"""One meeting: parameters, agenda, agencies, rulebooks."""
