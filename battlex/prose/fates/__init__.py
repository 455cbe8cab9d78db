"""What became of what a number counts?

``attach`` gives each phrase its fate: the one ``behind`` it (beyond an insertion: ``beyond``, or a bracket: ``brackets``;
not where the verb speaks of something else: ``verbs``, or of ``deeds``, nor where it is the fate of what has people
``aboard``), or ``before`` it (``carrying`` it, with what is ``joined`` to it; further off: ``leads``; before an insertion:
``insertions``; behind somebody ``named``; a verb that stands ``second``; between a verb and what closes its clause:
``frames``); then those that ``lists`` share (what stands beside ``captives``), or a whole with its ``parts`` (which may
lead to ``wholes``), and that numbers have ``inherited`` from clauses before (where no blanks part words: ``turns``). Asked
only where anything is ``telling`` of a fate.
"""
