"""Measures: frames and rules in, facts out. Each module is one subject of the packet."""
