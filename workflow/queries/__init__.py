"""Read models: one function per page, frozen rows, explicit columns, so that private data cannot leak by adding one."""
