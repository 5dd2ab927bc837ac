"""The import of any noun on the command line: a verb declares an ``ImportVerb``, everything else is here."""
