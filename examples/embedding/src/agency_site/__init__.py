"""The web site of a small agency, which files its annual report there."""
