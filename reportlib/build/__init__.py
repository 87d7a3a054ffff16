"""One run from parameters to a packet: inputs, notebooks, checks, rendering, record."""
