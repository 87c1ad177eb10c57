"""See, add, choose and remove catalogs: lists of papers, one of which is the current one."""
