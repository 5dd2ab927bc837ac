"""Companies, and the leads who are their people.

A lead says its company's name; a company record answers to its names. Which of the two came first makes no difference,
and a company of which there is no record is whoever says its name.
"""
