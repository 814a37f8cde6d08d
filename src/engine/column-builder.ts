/** One node for each declared column: what it reads is asked for first, and so built first. */
import { refuse } from '#kernel/result.ts';
import type { Computed, Formula, Lookup, Made, Rollup, Scan } from '#schema/computed.ts';
import type { Derive } from '#schema/derive.ts';
import type { Schema } from '#schema/module.ts';
import type { ChangeLog, Node } from './change-log.ts';
import type { ComputedColumn, NodeSetup } from './computed-column.ts';
import { referredTable, type DeclaredWay } from './declared-references.ts';
import { DeriveColumn } from './derive-column.ts';
import { EdgeColumn } from './edge-column.ts';
import { FormulaColumn } from './formula-column.ts';
import { LookupColumn } from './lookup-column.ts';
import type { ReferenceIndex } from './reference-index.ts';
import { RefusedDeclaration } from './refused-declaration.ts';
import { RollupColumn } from './rollup-column.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';
import { ScanColumn } from './scan-column.ts';
import type { TableRows } from './table-rows.ts';

/** The graph, as a node that is being built sees it. `asker` names that node in a refusal. */
export interface Site {
  readonly setup: NodeSetup;
  readonly schema: Schema;
  column(space: string, name: string, asker: string): EngineColumn;
  /** A table or derived table: its rows are named by one id. */
  table(id: string, asker: string): TableRows;
  way(declared: DeclaredWay, owner: { readonly asker: string; readonly to: RowSpace }): ReferenceIndex;
  /** The empty table that a derive fills. */
  openDerived(declared: Derive): TableRows;
  add<N extends Node>(node: N, reads: readonly ChangeLog<unknown>[]): N;
}

interface Place {
  readonly own: RowSpace;
  readonly asker: string;
}

export function buildColumn(site: Site, own: RowSpace, name: string): ComputedColumn {
  const declared = site.schema.computed.get(own.name)?.get(name) as Computed;
  const place = { own, asker: `The computed column ${own.name}.${name}` };
  switch (declared.primitive) {
    case 'formula':
      return buildFormula(site, declared, place);
    case 'lookup':
      return buildLookup(site, declared, place);
    case 'rollup':
      return buildRollup(site, declared, place);
    case 'scan':
      return buildScan(site, declared, place);
    case 'made':
      return buildDerive(site, declared, place);
  }
}

const logsOf = (columns: readonly EngineColumn[]) => columns.map((column) => column.log);

function buildFormula(site: Site, { of, compute }: Formula, { own, asker }: Place): ComputedColumn {
  const inputs = of.map((input) => site.column(own.name, input, asker));
  return site.add(new FormulaColumn({ own, inputs, compute }, site.setup), [own.existence, ...logsOf(inputs)]);
}

function buildLookup(site: Site, declared: Lookup, { own, asker }: Place): ComputedColumn {
  const through = site.column(own.name, declared.through, asker);
  const table = referredTable(site.schema, own.name, declared.through);
  if (table === undefined)
    throw new RefusedDeclaration(
      refuse('not-a-reference', { column: declared.through }),
      `${asker} goes through ${declared.through}, which is no reference.`
    );
  const to = site.table(table, asker);
  const way = site.way({ from: own.name, by: [declared.through], to: table }, { asker, to });
  const column = site.column(table, declared.column, asker);
  const node = new LookupColumn({ through, way, column }, site.setup);
  return site.add(node, [own.existence, through.log, way.log, to.existence, column.log]);
}

function buildRollup(site: Site, { from, by, measure: of, where: filter }: Rollup, place: Place): ComputedColumn {
  const { own, asker } = place;
  const way = site.way({ from, by, to: own.name }, { asker, to: own });
  const read = (name: string): EngineColumn => site.column(from, name, asker);
  const where = filter && { inputs: filter.of.map(read), keep: filter.keep };
  const logs = [own.existence, way.log, ...logsOf(where?.inputs ?? [])];
  if (of.kind === 'first' || of.kind === 'last') {
    const plan = { way, kind: of.kind, measure: read(of.column), order: of.order.map(read), where };
    return site.add(new EdgeColumn(plan, site.setup), [...logs, ...logsOf([plan.measure, ...plan.order])]);
  }
  const measure = of.kind === 'count' ? undefined : read(of.column);
  const node = new RollupColumn({ way, kind: of.kind, measure, where }, site.setup);
  return site.add(node, measure ? [...logs, measure.log] : logs);
}

function buildScan(site: Site, declared: Scan, { own, asker }: Place): ComputedColumn {
  const read = (name: string): EngineColumn => site.column(own.name, name, asker);
  const [by, order, inputs] = [declared.by.map(read), declared.order.map(read), declared.of.map(read)];
  const { start } = declared;
  const node = new ScanColumn(
    { own, by, order, inputs, start, step: (state, ...values) => declared.step(state, ...values) },
    site.setup
  );
  return site.add(node, [own.existence, ...logsOf([...by, ...order, ...inputs])]);
}

/** All columns of the derived table are watched: its rows are shown, not only read. */
function buildDerive(site: Site, { derive: id }: Made, { own }: Place): ComputedColumn {
  const declared = site.schema.derives.get(id);
  if (!declared) throw new RefusedDeclaration(refuse('unknown-table', { table: id }), `There is no ${id}.`);
  const inputs = declared.of.map((input) => site.column(own.name, input, `The derived table ${id}`));
  const node = new DeriveColumn({ declared, own, inputs, into: site.openDerived(declared) }, site.setup);
  return site.add(node, [own.existence, ...logsOf(inputs)]);
}
