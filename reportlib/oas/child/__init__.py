"""What runs in the child process that judges a document of an API: of other rooms it imports the ground only."""
