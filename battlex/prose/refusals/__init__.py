"""Which numbers with something to count state no figure all the same?

``stated`` says so; ``names`` are part of a name or of a time (``numbered``: of a unit or a post), ``years`` tell when,
``rates`` hold for each of several, ``suppositions`` are but planned.
"""
