"""The matcher: a question in, the articles that answer it out, with the reasons."""
