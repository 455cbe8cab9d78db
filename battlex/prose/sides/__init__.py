"""Whose figure is it?

``teller`` says so, by the ``mentions`` of sides in the sentence and by its ``subjects``: who did it to whom; ``followers``
asks those who are named behind the figure, ``dealers`` the verb right before it.
"""
