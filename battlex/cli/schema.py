"""``battlex schema``: the shape of the output, for validators and other programs."""

from __future__ import annotations

import click

from battlex.cli.extract import TABLES


@click.command(short_help="Print the shape of the output as JSON Schema.")
@click.option("-t", "--table", type=click.Choice(TABLES), help="Table Schema of this CSV table instead.")
def command(table: str | None) -> int:
    """Print the JSON Schema of a battle, or the Table Schema of a CSV table.

    \b
    battlex schema > battle.schema.json
    battlex schema --table figures | jq -r '.fields[] | "\\(.name): \\(.description)"'
    """
    from battlex.cli.stdout import StandardOutput
    from battlex.render.json import layout
    from battlex.schema.battle import battle_schema
    from battlex.schema.tables import table_schema

    with StandardOutput() as output:
        output.write(layout(table_schema(table) if table else battle_schema()) + "\n")
    return 0
