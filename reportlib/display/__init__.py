"""What a notebook cell shows: sentences, tables, charts."""
