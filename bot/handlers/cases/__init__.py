"""Handing a question over: what residents press and write, what staff press, write and order."""
