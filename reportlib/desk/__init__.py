"""``packet desk``: the half-year on a local page, which drives the commands and knows no figure."""
