"""See, add, choose, begin and update catalogs: lists of papers, one of which is the current one."""
