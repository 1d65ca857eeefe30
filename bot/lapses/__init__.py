"""The list of what should be looked at, as the staff group gets it every week and by /hethan."""
