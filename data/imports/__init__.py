"""One machine that brings the rows of files into the store, for any noun that says what its rows are.

A noun declares an ``ImportSpec`` (``spec``); the steps, each in its own file: ``plan`` opens a file and joins all
others; ``columns`` says which column holds what (``mapping`` changes it, ``saved_maps`` keeps it, ``source_systems``
and ``lookalikes`` know who wrote the file and what it may be instead); ``row_reader`` makes a draft of each row
(``cells`` and ``meanings`` read single cells, ``owners`` finds people, ``set_aside`` keeps what cannot be read);
``repeated_rows`` finds the rows of one record, and ``uniting`` puts them together; ``compare`` finds the records of the
store that rows are (``source_keys``, and the noun's matcher), ``outcomes`` says what they do to each (``joining`` by
``origins``: what imports brought they replace, what people set stays); ``command`` writes all in one step, and
``rejects`` writes what was left out.
"""
