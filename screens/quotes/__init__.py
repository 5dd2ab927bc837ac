"""Quotes on the screen: their keys, their list, the page of one."""
