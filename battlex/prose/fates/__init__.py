"""What became of what a number counts?

``attach`` gives each phrase its fate: the one ``behind`` it (beyond an insertion: ``beyond``; not where the
verb speaks of something else: ``verbs``), or ``before`` it (further off: ``leads``); then those
that ``lists`` share and that numbers have ``inherited`` from clauses before.
"""
