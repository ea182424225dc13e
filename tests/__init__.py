"""The tests; they run on the installed wheel."""
