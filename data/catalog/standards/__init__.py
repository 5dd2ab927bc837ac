"""The standards that come with the program, a file each: see ``data.kra.shipped``."""
