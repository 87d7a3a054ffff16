"""Files of datasets judged: what each indicator says of them, the marks that follow, and whether values conform to data standards."""
