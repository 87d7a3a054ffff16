"""What agencies send: forms out, files in, examined, told and accepted."""
