"""A new article made from what a staff member writes in five messages: steps, what is read from them, the file."""
