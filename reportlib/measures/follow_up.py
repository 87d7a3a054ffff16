"""Follow-up of earlier resolutions."""
