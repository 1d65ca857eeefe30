"""Handing a question over to the staff group and back: who may act there, what is said, what is still to be sent."""
