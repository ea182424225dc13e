"""Reports as documents and back: the only room that knows both languages."""
