"""``battlex schema``: the shape of the output, for validators and other programs."""

from __future__ import annotations

import click

from battlex.cli.extract import TABLES


@click.command(short_help="Print the shape of the output as JSON Schema.")
@click.option("-t", "--table", type=click.Choice(TABLES), help="Table Schema of this CSV table instead.")
@click.option("--finding", is_flag=True, help="JSON Schema of a finding of check instead.")
def command(table: str | None, finding: bool) -> int:
    """Print the JSON Schema of a battle or of a finding, or the Table Schema of a CSV table.

    \b
    battlex schema > battle.schema.json
    battlex schema --finding > finding.schema.json
    battlex schema --table figures | jq -r '.fields[] | "\\(.name): \\(.description)"'
    """
    from battlex.cli.stdout import StandardOutput
    from battlex.render.json import layout
    from battlex.schema.battle import battle_schema, finding_schema
    from battlex.schema.tables import table_schema

    if table and finding:
        raise click.UsageError("--table and --finding are two schemas; choose one")
    schema = table_schema(table) if table else finding_schema() if finding else battle_schema()
    with StandardOutput() as output:
        output.write(layout(schema) + "\n")
    return 0
