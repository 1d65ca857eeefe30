"""Answers as pictures and posters, set by typst from one template with the one font that lies beside it."""
