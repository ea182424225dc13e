"""Documents as files and back, one module a format; none of them knows what a report is."""
