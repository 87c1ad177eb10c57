"""See, add, begin, update and choose catalogs: lists of papers, one of which is the current one."""
