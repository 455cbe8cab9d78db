"""Which numbers of a sentence count something, and what do they count?

``numbers`` finds those that count at all (``early`` which are articles or years) and ``phrases`` the noun of each. It asks
``forward`` what stands behind a number, which asks ``inside`` what a word is to the phrase, ``participles`` whether one
with words of its own stands in it, and ``owners`` whether it names a side. Where a number has no noun, ``ties`` and
``ellipsis`` find it in the neighbourhood (``predicates``, ``gaps``, ``adjectives``, ``wholes``; ``closing`` where verbs
stand last), or ``headers`` above a cell. Once the fates are known, ``kinds`` says what was counted (without any noun:
``nounless``, by words of ``strengths``, or of those ``resumed``), ``ranges`` joins the ends of a range, ``limits`` opens
them and ``changes`` parts the ends of a change.
"""
