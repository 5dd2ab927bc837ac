"""Verbs of the points tracker."""
