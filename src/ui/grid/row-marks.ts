/**
 * What is remarkable about a row's cells: alerts, conflicts, drafts, a colleague's cursor, whether it is accepted. The
 * grid asks for every cell it draws, so a row's answer is kept until something changes.
 */
import type { RowId } from '#kernel/ids.ts';
import type { Alert } from '#schema/computed.ts';
import { groupRowId } from '#schema/group.ts';
import { DELETED_COLUMN } from '#schema/table.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import type { CommitState } from '#workspace/outbox.ts';
import type { Colleague, Line } from '#workspace/status.ts';
import type { Workspace } from '#workspace/workspace.ts';

export interface RowMarks {
  readonly state: CommitState;
  readonly conflicts: ReadonlySet<string>;
  /** The row was deleted by one person and edited by another at the same time. */
  readonly isDeletionDisputed: boolean;
  /** Column path → the gravest alert on that cell. */
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly colleagues: ReadonlyMap<string, Colleague>;
}

export interface MarksSetup {
  readonly workspace: Workspace;
  readonly line: Line;
  /** `module.page` */
  readonly place: string;
  readonly table: string;
  readonly columns: () => readonly ShownColumn[];
}

export class MarkReader {
  readonly #setup: MarksSetup;
  readonly #marks = new Map<RowId, RowMarks>();
  #colleaguesByRow: ReadonlyMap<RowId, readonly Colleague[]> | null = null;
  #shop = '';

  constructor(setup: MarksSetup) {
    this.#setup = setup;
  }

  /** To be called whenever rows, save states, colleagues or the shop on screen changed. */
  forget(): void {
    this.#marks.clear();
    this.#colleaguesByRow = null;
  }

  of(row: RowId, shop: string): RowMarks {
    if (shop !== this.#shop) {
      this.forget();
      this.#shop = shop;
    }
    let marks = this.#marks.get(row);
    if (!marks) this.#marks.set(row, (marks = this.#read(row, shop)));
    return marks;
  }

  #read(row: RowId, shop: string): RowMarks {
    const { workspace, table, columns } = this.#setup;
    const conflicts = workspace.tables.conflictsOf(table, row);
    const alerts = new Map<string, Alert>();
    for (const column of columns()) {
      const alert = alertOn(workspace, column, { row, shop });
      if (alert) alerts.set(column.path, alert);
    }
    const colleagues = new Map<string, Colleague>();
    for (const colleague of this.#colleaguesAt(row))
      if (colleague.place.column) colleagues.set(colleague.place.column, colleague);
    const state = workspace.stateOfRow(table, row);
    return { state, conflicts, isDeletionDisputed: conflicts.has(DELETED_COLUMN), alerts, colleagues };
  }

  #colleaguesAt(row: RowId): readonly Colleague[] {
    if (!this.#colleaguesByRow) {
      const byRow = new Map<RowId, Colleague[]>();
      for (const colleague of this.#setup.line.colleagues()) {
        const at = colleague.place;
        if (at.page !== this.#setup.place || !at.row) continue;
        byRow.set(at.row, [...(byRow.get(at.row) ?? []), colleague]);
      }
      this.#colleaguesByRow = byRow;
    }
    return this.#colleaguesByRow.get(row) ?? [];
  }
}

interface RowAndShop {
  readonly row: RowId;
  readonly shop: string;
}

/** The gravest alert that colours this cell. A sum over other shops is coloured by none: its parts are not on screen. */
function alertOn(workspace: Workspace, { alertOn }: ShownColumn, { row, shop }: RowAndShop): Alert | undefined {
  if (alertOn.scope === '$others') return undefined;
  const id = alertOn.scope === '$shop' ? groupRowId([row, shop]) : row;
  const alerts = workspace.engine.alertsOf(alertOn.table, id).filter((alert) => alert.column === alertOn.column);
  return alerts.find((alert) => alert.severity === 'critical') ?? alerts[0];
}

/** Rows of the page's table that some alert names, directly or through a group row of the shop on screen. */
export function alertedRows(
  workspace: Workspace,
  columns: readonly ShownColumn[],
  { table, shop }: { readonly table: string; readonly shop: string }
): Set<RowId> {
  const shownGroups = new Set(columns.filter((c) => c.alertOn.scope === '$shop').map((c) => c.alertOn.table));
  const rows = new Set<RowId>();
  for (const { alert, id } of workspace.engine.alerts()) {
    if (alert.on === table) rows.add(id);
    else if (shownGroups.has(alert.on)) {
      const [row, at] = workspace.engine.groupRow(alert.on, id) ?? [];
      if (typeof row === 'string' && at === shop) rows.add(row);
    }
  }
  return rows;
}
