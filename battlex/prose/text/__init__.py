"""Where on a page does running text stand, and which of its sentences may state a figure?

``passages`` cuts the page, ``sentences`` the passages; ``gate`` lets through what may state a figure, by what each word
has ``told`` it and unless all numbers are ``named``.
"""
