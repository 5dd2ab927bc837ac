"""What is peculiar to importing leads and companies; the machine itself is ``data.imports``.

``lead_spec`` and ``company_spec`` say what the rows of their files are; ``lead_matcher`` finds the lead that a row is,
``new_leads`` makes the rows of new ones, ``export_columns`` are those of our own export.
"""
