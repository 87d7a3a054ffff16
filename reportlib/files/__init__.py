"""The folder of files of a meeting (``inputs.files``): what is stored of which dataset, and how each file was fetched, as data."""
