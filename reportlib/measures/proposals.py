"""Proposals, attachments and the register of agencies."""
