"""What is peculiar to importing activities; the machine itself is ``data.imports``.

``activity_spec`` says what the rows of such files are: ``sheet`` reads kinds by days, ``activity_rows`` a row an
activity, ``kinds`` tells what a word counts as, ``whose`` whose it is, ``compare`` holds the items against the log.
"""
