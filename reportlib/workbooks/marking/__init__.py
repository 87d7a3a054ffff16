"""Copies of agencies' workbooks with what is wrong marked in them."""
