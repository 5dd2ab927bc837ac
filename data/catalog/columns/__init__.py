"""What people call their columns in other languages than English, a file a language.

CRM systems set to that language, and spreadsheets made by hand. The catalogues of the nouns say which of their fields
each line is; English names stand there. Upper and lower case, accents, blanks and punctuation do not count. The words
are those that speakers use for such columns, and the systems' help pages of 2026.
"""
