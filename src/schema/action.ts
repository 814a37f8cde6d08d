/**
 * An action is `plan(input, read, context) → writes | refusal`: pure, the same code behind a button, a shortcut, a scan,
 * the REST API and a relay job. What it may write is declared, so that the gate can hold it to that.
 */
import type { RowId } from '#kernel/ids.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Result } from '#kernel/result.ts';
import type { CellOf, CellValue, Columns, Label } from './column.ts';
import type { ComputedValue } from './computed.ts';

/** What pure code may see of the folded tables. Rows are objects keyed by column, made on demand. */
export interface Reader {
  row(table: string, id: RowId): Readonly<Record<string, CellValue>> | undefined;
  /** Rows whose stored column equals the value, e.g. by key. */
  find(table: string, column: string, value: CellValue): readonly RowId[];
  /** A computed cell; undefined where there is no such row. */
  computed(table: string, id: RowId, column: string): ComputedValue | undefined;
}

export interface ActionContext {
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** The business date in Shanghai. */
  readonly today: LocalDate;
  /** The user who acts. */
  readonly by: string;
  newRowId(): RowId;
}

export interface PlannedRow {
  readonly id: RowId;
  readonly values: Readonly<Record<string, CellValue>>;
}

export interface PlannedWrite {
  readonly table: string;
  /** The rows do not exist yet. */
  readonly create?: boolean;
  readonly rows: readonly PlannedRow[];
}

/** A group's column for every row that a reference field could name; the group's other keys come from other fields. */
export interface ToldNumbers {
  readonly group: string;
  readonly column: string;
  /** Key of the group → field of the form. */
  readonly by: Readonly<Record<string, string>>;
}

export interface ActionOptions<C extends Columns> {
  readonly id: string;
  readonly label: Label;
  /** What it does, in a sentence for the form's head. */
  readonly help?: Label;
  /** The form's fields. */
  readonly input: C;
  readonly writes: readonly {
    readonly table: string;
    readonly columns?: readonly string[];
    /** Sign that the table's quantity must have, checked by the gate. */
    readonly sign?: { readonly column: string; readonly is: 'positive' | 'negative' | 'any' };
  }[];
  readonly plan: (input: InputOf<C>, read: Reader, context: ActionContext) => Result<readonly PlannedWrite[]>;
  /** `contra`: undone by contra rows in the ledgers it wrote. Without it the answer is "cannot be undone". */
  readonly reverse?: 'contra';
  /** Fields prefilled from the row it is started on: field → column of that row, or `$row` for its id, `$shop` for the current shop. */
  readonly prefill?: Readonly<Record<string, string>>;
  /** The same where it is started to mend an alert, if that differs: goods are sent *to* a shop that lacks them. */
  readonly mendingPrefill?: Readonly<Record<string, string>>;
  /** Field → numbers told under it, so that a person can choose: where the goods are, what the books say. */
  readonly tells?: Readonly<Record<string, ToldNumbers>>;
  /** The pages whose toolbar offers it (`module.page`), and whether it is their main action. */
  readonly offeredOn?: readonly string[];
  readonly main?: boolean;
}

export type InputOf<C extends Columns> = { readonly [K in keyof C]: CellOf<C[K]> };

/** Input types differ from action to action; a registry holds them by this common face. */
export interface Action extends Omit<ActionOptions<Columns>, 'plan'> {
  readonly plan: (
    input: Readonly<Record<string, CellValue>>,
    read: Reader,
    context: ActionContext
  ) => Result<readonly PlannedWrite[]>;
}

export function action<const C extends Columns>(options: ActionOptions<C>): Action {
  // reason: the input is validated against `options.input` before any plan runs, which gives it exactly this type.
  return options as unknown as Action;
}
