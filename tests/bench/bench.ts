/**
 * Runs the benches of a group, prints each row with its bar as it comes, and writes them as JSON. A missed bar is said
 * loudly but ends with code 0, since the machine may be busy with other things; `--strict` ends with 1.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isMissed, type BenchRow, type JudgedRow, type Scale } from './bench-row.ts';
import { engineParts } from './engine/parts.ts';
import { gridParts } from './grid/parts.ts';
import { openParts } from './open/parts.ts';
import { printHeading, printRow } from './print-row.ts';
import { reportParts } from './report/parts.ts';

const groups = { open: openParts, grid: gridParts, engine: engineParts, report: reportParts };
const FULL: Scale = { rows: 100_000, samples: 5 };
/** To see in two minutes that every row still prints; its numbers say nothing. */
const SMALL: Scale = { rows: 5_000, samples: 2 };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, only: { type: 'string' }, strict: { type: 'boolean', default: false } }
});

const chosen = positionals.length > 0 ? positionals : Object.keys(groups);
const unknown = chosen.filter((name) => !(name in groups));
if (unknown.length > 0) {
  console.error(`No such group: ${unknown.join(', ')}. There are: ${Object.keys(groups).join(', ')}.`);
  process.exit(2);
}

const rows: JudgedRow[] = [];
printHeading();
for (const name of chosen as (keyof typeof groups)[]) {
  for (const [part, run] of Object.entries(groups[name])) {
    if (options.only && !options.only.split(',').includes(part)) continue;
    for await (const measured of run(process.env['SMALL'] ? SMALL : FULL)) {
      const row: JudgedRow = { group: name, ...measured };
      printRow(row);
      rows.push(row);
    }
  }
}

const missed = rows.filter((row) => row.bars.some((bar) => isMissed(row, bar)));
console.log(`\n${rows.length} rows, ${missed.length} MISSED${missed.map((row) => `\n  MISSED ${row.name}`).join('')}`);
if (options.json) await writeFile(options.json, `${JSON.stringify(rows.map(withoutBars), null, 2)}\n`);
process.exit(options.strict && missed.length > 0 ? 1 : 0);

function withoutBars({ bars: _, ...row }: JudgedRow): BenchRow {
  return row;
}
