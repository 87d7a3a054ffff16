"""What runs in the child process that opens a workbook: no other room is imported here."""
