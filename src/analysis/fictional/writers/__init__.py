"""Pages as the bytes of office files: the same pages give the same bytes."""
