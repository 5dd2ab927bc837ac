"""What is peculiar to importing deals and products; the machine itself is ``data.imports``.

``deal_spec`` and ``product_spec`` say what the rows of their files are. Of a deal's row ``deal_reader`` reads what its
fields alone do not tell: its stage (``stage_words``), how it ended and when, what is sold (``sold_products``);
``new_deals`` makes the rows of new ones, ``known_deals`` says what a file does to those that are there.
"""
