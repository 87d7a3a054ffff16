"""What runs in the child process that opens a workbook: of other rooms it imports the ground only."""
