/**
 * A run of the property tests: an engine beside the oracle, changed in random batches. After each batch everything that can
 * be seen is compared, and so is what the engine says has changed.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { CellValue } from '#schema/column.ts';
import type { Schema } from '#schema/module.ts';
import type { RowArray } from '#schema/table.ts';
import { createEngine, type Engine, type EngineChange, type RowChange } from './engine.ts';
import { FullRecomputation } from './full-recomputation.fixture.ts';
import type { Overlay } from './overlay.ts';
import { TABLES, type Spec } from './random-declarations.fixture.ts';

export const specs = (...kinds: Spec['kind'][]) =>
  fc.array(
    fc.record({ kind: fc.constantFrom(...kinds), picks: fc.array(fc.nat(60), { minLength: 16, maxLength: 16 }) }),
    {
      minLength: 1,
      maxLength: 10,
      size: 'large'
    }
  );

const cell = fc.oneof<fc.Arbitrary<CellValue>[]>(
  fc.integer({ min: -3, max: 5 }),
  fc.constantFrom<CellValue[]>(null, 'odd', 'a2', 'b1', true, 0.1, 0.2, 1e13, -1e13)
);
const reference = (table: string) =>
  fc.constantFrom<(string | null)[]>(`${table}1`, `${table}2`, `${table}3`, `${table}|9`, null);
export const change = fc.record({
  table: fc.constantFrom(...TABLES),
  place: fc.integer({ min: 1, max: 4 }),
  cells: fc.option(fc.tuple(...TABLES.map(reference), fc.integer({ min: -3, max: 5 }), cell), { freq: 3 }),
  length: fc.integer({ min: 3, max: 6 })
});
export type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

export function readChange({ table, place, cells, length }: Change): RowChange {
  const id = place === 4 ? `${table}|9` : `${table}${place}`;
  return {
    table,
    id,
    before: undefined,
    after: cells ? ([id, ...cells].slice(0, length) as unknown as RowArray) : undefined
  };
}

/** Everything that can be seen, as text: `space/id/column` → value. */
function seen(schema: Schema, ids: (space: string) => Iterable<string>, value: Engine['value']): Map<string, string> {
  const cells = new Map<string, string>();
  for (const space of [...schema.tables.keys(), ...schema.groups.keys(), ...schema.derives.keys()]) {
    const stored = Object.keys(
      (schema.tables.get(space) ?? schema.derives.get(space))?.columns ?? schema.groups.get(space)?.keys ?? {}
    );
    for (const id of ids(space)) {
      cells.set(`${space}/${id}`, 'row');
      for (const name of [...stored, ...(schema.computed.get(space)?.keys() ?? [])])
        cells.set(`${space}/${id}/${name}`, JSON.stringify(value(space, id, name)));
    }
  }
  return cells;
}

export class Run {
  private schema: Schema;
  private readonly engine: Engine;
  private readonly rows = new Map(TABLES.map((id) => [id, new Map<string, RowArray>()]));
  private before = new Map<string, string>();
  private alertsBefore: string[] = [];
  private readonly batches: (readonly RowChange[])[] = [];

  constructor(schema: Schema, loaded: readonly RowChange[]) {
    this.schema = schema;
    this.engine = createEngine(schema);
    this.keep(loaded);
    for (const [table, rows] of this.rows) this.engine.load(table, rows.values());
    this.engine.start();
    this.check();
  }

  private keep(changes: readonly RowChange[]): void {
    for (const { table, id, after } of changes) {
      if (after) this.rows.get(table)?.set(id, after);
      else this.rows.get(table)?.delete(id);
    }
  }

  apply(batch: readonly RowChange[]): void {
    this.batches.push(this.inverse(batch));
    this.change(batch);
  }

  /** Puts back what the last batch found. */
  undo(): void {
    const batch = this.batches.pop();
    if (batch) this.change(batch);
  }

  private inverse(batch: readonly RowChange[]): RowChange[] {
    const found = new Map(batch.map(({ table, id }) => [`${table}/${id}`, { table, id }]));
    return [...found.values()].map(({ table, id }) => ({
      ...{ table, id, before: undefined },
      after: this.rows.get(table)?.get(id)
    }));
  }

  /** Another replica, which got the same rows one by one in another order, some of them twice, shows the same. */
  checkOtherOrder(order: readonly number[]): void {
    const engine = createEngine(this.schema);
    engine.start();
    const rows = [...this.rows].flatMap(([table, byId]) => [...byId].map(([id, after]) => ({ table, id, after })));
    const key = (i: number): number => order[i % order.length] ?? 0;
    const shuffled = rows.map((row, i) => ({ row, at: key(i) * 31 + i })).sort((a, b) => (a.at % 17) - (b.at % 17));
    for (const { row, at } of shuffled) {
      const change = { ...row, before: undefined };
      if (at % 3 === 0) engine.apply([{ ...change, after: [row.id] }]);
      if (at % 5 === 0) engine.apply([{ ...change, after: undefined }]);
      engine.apply([change]);
    }
    const full = new FullRecomputation(this.schema, this.rows);
    const ids = (space: string): Iterable<string> =>
      this.schema.tables.has(space) ? full.ids(space) : engine.groupRows(space);
    expect(seen(this.schema, ids, (...at) => engine.value(...at))).toEqual(this.before);
  }

  /** `schema` is the base with the overlay. One that is refused changes nothing. */
  overlay(overlay: Overlay, schema: Schema): void {
    const [before, recalculated] = [this.before, this.engine.recalculated];
    const result = this.engine.overlay(overlay);
    if (!result.ok) {
      expect(result.rule).toBe('not-a-number-column');
      expect(this.engine.recalculated).toBe(recalculated);
      return this.check();
    }
    const colouredBefore = this.coloured();
    this.schema = schema;
    this.check();
    const added = Object.entries(overlay.computed).flatMap(([space, columns]) =>
      Object.keys(columns).flatMap(() =>
        [...this.before.keys()].filter((cell) => /^[^/]+\/[^/]+$/.test(cell) && cell.startsWith(`${space}/`))
      )
    );
    expect(this.engine.recalculated - recalculated).toBe(added.length);
    const cells = new Set<string>();
    for (const cell of new Set([...before.keys(), ...this.before.keys()]))
      if ((before.get(cell) ?? 'null') !== (this.before.get(cell) ?? 'null')) cells.add(cell);
    const coloured = this.coloured();
    for (const cell of new Set([...colouredBefore, ...coloured]))
      if (colouredBefore.has(cell) !== coloured.has(cell)) cells.add(cell.split(' ')[1] as string);
    expect(cellsOf(result.value)).toEqual([...cells].sort());
  }

  /** `alert cell` of every cell that an alert colours. */
  private coloured(): Set<string> {
    const held = this.alertsBefore.map((one) => one.split(' ') as [string, string]);
    return new Set(
      held.map(([id, row]) => {
        const alert = this.schema.alerts.find((one) => one.id === id);
        return `${id} ${alert?.on}/${row}/${alert?.column}`;
      })
    );
  }

  private change(batch: readonly RowChange[]): void {
    this.keep(batch);
    const reported = this.engine.apply(batch);
    const [before, alertsBefore] = [this.before, this.alertsBefore];
    this.check();
    expect(cellsOf(reported)).toEqual(this.changedSince(before, alertsBefore));
    expect(madeRowsOf(reported)).toEqual(this.madeRowsSince(before));
  }

  private madeRowsSince(before: Map<string, string>): string[] {
    const isMadeRow = (cell: string): boolean => /^[gd]/.test(cell) && cell.split('/').length === 2;
    const came = [...this.before.keys()].filter((cell) => !before.has(cell)).map((cell) => `${cell} appeared`);
    const went = [...before.keys()].filter((cell) => !this.before.has(cell)).map((cell) => `${cell} gone`);
    return [...came, ...went].filter(isMadeRow).sort();
  }

  private check(): void {
    const full = new FullRecomputation(this.schema, this.rows);
    const ids = (space: string): Iterable<string> =>
      this.schema.tables.has(space) ? full.ids(space) : this.engine.groupRows(space);
    this.before = seen(
      this.schema,
      (space) => full.ids(space),
      (...at) => full.value(...at)
    );
    expect(seen(this.schema, ids, (...at) => this.engine.value(...at))).toEqual(this.before);
    this.alertsBefore = full.alerts().sort();
    expect([...this.engine.alerts()].map(({ alert, id }) => `${alert.id} ${id}`).sort()).toEqual(this.alertsBefore);
    this.checkWays(full);
  }

  private checkWays(full: FullRecomputation): void {
    for (const [space, columns] of this.schema.computed)
      for (const declared of columns.values())
        if (declared.primitive === 'rollup')
          for (const id of full.ids(space)) {
            const keys = this.schema.groups.has(space) ? (this.engine.groupRow(space, id) ?? []) : [id];
            const found = [...this.engine.referencing(declared.from, declared.by, keys)].sort();
            expect(found).toEqual(full.naming(declared.from, declared.by, space, id));
          }
  }

  /** Computed cells of rows that were there before and are there still, and cells coloured by an alert. */
  private changedSince(before: Map<string, string>, alertsBefore: readonly string[]): string[] {
    const cells = new Set<string>();
    for (const [cell, value] of this.before) {
      const [space = '', id = '', name = ''] = cell.split('/');
      const stays = before.has(`${space}/${id}`);
      const shown = this.schema.computed.get(space)?.has(name) || (this.schema.derives.has(space) && name !== '');
      if (stays && shown && before.get(cell) !== value) cells.add(cell);
    }
    for (const alert of this.schema.alerts)
      for (const id of new FullRecomputation(this.schema, this.rows).ids(alert.on)) {
        const key = `${alert.id} ${id}`;
        const toggled = alertsBefore.includes(key) !== this.alertsBefore.includes(key);
        if (toggled && before.has(`${alert.on}/${id}`)) cells.add(`${alert.on}/${id}/${alert.column}`);
      }
    return [...cells].sort();
  }
}

function madeRowsOf(reported: readonly EngineChange[]): string[] {
  const rows = reported.filter((change) => /^[gd]/.test(change.table) && change.row);
  return rows.map(({ table, id, row }) => `${table}/${id} ${row}`).sort();
}

function cellsOf(reported: readonly EngineChange[]): string[] {
  return reported
    .filter((change) => change.row !== 'appeared')
    .flatMap(({ table, id, columns }) => columns.map((name) => `${table}/${id}/${name}`))
    .sort();
}
