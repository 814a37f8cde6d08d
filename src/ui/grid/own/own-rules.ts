/** The rules on a column: everybody's and one's own, read from their table like any other rows. */
import type { RowId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import { OWN_RULES } from '#workspace/own-tables.ts';
import type { Workspace } from '#workspace/workspace.ts';

export interface OwnRule {
  readonly id: RowId;
  readonly name: string;
  readonly compares: string;
  readonly value: string;
  readonly severity: string;
  readonly isOwn: boolean;
}

/** Not on a reference, whose cell holds no text, nor on a sum over the other shops, which no row of its own stands for. */
export function canHaveRules(column: ShownColumn | undefined): boolean {
  return column !== undefined && column.kind !== 'reference' && column.alertOn.scope !== '$others';
}

export function rulesOn(workspace: Workspace, { alertOn }: ShownColumn): readonly OwnRule[] {
  const { user } = workspace.person;
  // Where an own column has its values follows its formula: its name alone tells which it is.
  const isOwnColumn = workspace.own.all.some(({ name }) => name === alertOn.column);
  return workspace.tables.find(OWN_RULES, 'column', alertOn.column).flatMap((id): OwnRule[] => {
    const values = workspace.tables.isDeleted(OWN_RULES, id) ? undefined : workspace.tables.values(OWN_RULES, id);
    const owner = values?.['owner'] ?? null;
    if (!values || (owner !== null && owner !== user)) return [];
    if (values['on'] !== alertOn.table && !isOwnColumn) return [];
    const text = (name: string): string => String(values[name] ?? '');
    return [
      {
        ...{ id, name: text('name'), compares: text('compares'), value: text('value'), severity: text('severity') },
        isOwn: owner !== null
      }
    ];
  });
}

export interface NewRule extends Omit<OwnRule, 'id' | 'isOwn'> {
  readonly audience: 'me' | 'all';
}

export function addRule(workspace: Workspace, { alertOn }: ShownColumn, rule: NewRule): Result<RowId> {
  const { audience, value, ...rest } = rule;
  return workspace.addRow(OWN_RULES, {
    ...rest,
    on: alertOn.table,
    column: alertOn.column,
    ...(value === '' ? {} : { value }),
    ...(audience === 'me' ? { owner: workspace.person.user } : {})
  });
}
