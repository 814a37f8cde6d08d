/**
 * Makes the rows of a derived table from the rows of its source. The derived rows lie in a table like any other, so what
 * reads them sees changed cells, rows that came and rows that went. A source row is done anew as a whole and compared
 * with what it gave before: the same key is the same row.
 *
 * To the source row it is a column: how many rows were made, or the error because of which there are none.
 */
import { isCellError, type CellError, type ComputedValue } from '#schema/computed.ts';
import { derivedRowId, type Derive, type DerivedRow } from '#schema/derive.ts';
import type { RowArray } from '#schema/table.ts';
import type { Node } from './change-log.ts';
import { CellwiseColumn, type NodeSetup } from './computed-column.ts';
import { PureCall } from './pure-call.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';
import type { TableRows } from './table-rows.ts';

export interface DerivePlan {
  readonly declared: Derive;
  /** The source. */
  readonly own: RowSpace;
  readonly inputs: readonly EngineColumn[];
  /** Where the rows are put. */
  readonly into: TableRows;
}

type Cells = readonly ComputedValue[];

export class DeriveColumn extends CellwiseColumn implements Node {
  private readonly inputs: readonly EngineColumn[];
  private readonly into: TableRows;
  private readonly columns: readonly string[];
  private readonly rows: PureCall<ReadonlyMap<string, Cells>>;
  /** Source slot → ids of its rows. */
  private readonly made = new Map<number, readonly string[]>();

  constructor({ declared, own, inputs, into }: DerivePlan, setup: NodeSetup) {
    super(own, setup);
    this.inputs = inputs;
    this.into = into;
    this.columns = Object.keys(declared.columns);
    this.rows = new PureCall(inputs, (...values) => this.read(declared.rows(...values)));
  }

  build(): void {
    for (let slot = 0; slot < this.own.size; slot++) {
      if (!this.own.exists(slot)) continue;
      const rows = this.rowsOf(slot);
      if (!isCellError(rows)) this.keep(slot, rows, (row) => this.into.load(row));
      this.lay(slot, isCellError(rows) ? rows : rows.length);
    }
  }

  run(): void {
    const { existence } = this.own;
    this.own.visited.begin();
    for (let i = 0; i < existence.count; i++) {
      const slot = existence.slots[i] as number;
      if (!this.own.exists(slot)) this.replace(slot, []);
    }
    this.renewAll(existence);
    for (const input of this.inputs) this.renewAll(input.log);
    this.into.compare();
  }

  protected workOut(slot: number): ComputedValue {
    const rows = this.rowsOf(slot);
    this.replace(slot, isCellError(rows) ? [] : rows);
    return isCellError(rows) ? rows : rows.length;
  }

  private replace(slot: number, rows: readonly RowArray[]): void {
    const left = new Set(this.made.get(slot));
    for (const [id] of rows) left.delete(id);
    for (const id of left) this.into.write(id, undefined);
    this.keep(slot, rows, (row) => this.into.write(row[0], row));
  }

  private keep(slot: number, rows: readonly RowArray[], put: (row: RowArray) => void): void {
    for (const row of rows) put(row);
    if (rows.length > 0)
      this.made.set(
        slot,
        rows.map(([id]) => id)
      );
    else this.made.delete(slot);
  }

  private rowsOf(slot: number): readonly RowArray[] | CellError {
    const cells = this.rows.now(slot);
    if (isCellError(cells)) return cells;
    const source = this.own.idOf(slot);
    return Array.from(cells, ([key, values]) => [derivedRowId(source, key), ...values] as unknown as RowArray);
  }

  /** Throws where a row could not be told from another or a cell could not be read by others. */
  private read(rows: Iterable<DerivedRow>): ReadonlyMap<string, Cells> {
    const found = new Map<string, Cells>();
    for (const { key, values } of rows) {
      if (found.has(key)) throw new Error(`The key ${key} is given to two rows.`);
      if (key === '' || key.includes('#')) throw new Error(`"${key}" cannot be the key of a row.`);
      found.set(
        key,
        this.columns.map((name) => readCell(name, values[name] ?? null))
      );
    }
    return found;
  }
}

function readCell(name: string, value: ComputedValue): ComputedValue {
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) throw new Error(`The column ${name} is given no number.`);
  return value === 0 ? 0 : value;
}
