"""The staff group changes content: asks for files, sends them back, decides."""
