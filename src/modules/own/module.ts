/**
 * What managers add to the house themselves: columns with a formula, and rules that tell when a cell crosses a limit.
 * They are rows like any other, so they reach every device of the chain, merge, have a history and can be undone; what
 * they mean is worked out on each device.
 */
import { column } from '#schema/column.ts';
import { defineModule } from '#schema/module.ts';
import { sheet } from '#schema/table.ts';
import { COMPARISONS } from './comparisons.ts';

export const ownColumns = sheet({
  id: 'own.columns',
  label: { zh: '自建列', en: 'Own columns' },
  book: { audience: 'org' },
  title: ['label'],
  columns: {
    /** The table it was written for; the formula decides whether it has a value per row or per row and shop. */
    table: column.text({ label: { zh: '表', en: 'Table' }, required: true }),
    label: column.text({ label: { zh: '列名', en: 'Name' }, required: true }),
    /** As the room `formula` stores it: names are ids, so that it follows columns that are renamed. */
    formula: column.text({ label: { zh: '公式', en: 'Formula' }, required: true }),
    /** Path of the column it stands behind; empty is behind all others. */
    after: column.text({ label: { zh: '排在其后', en: 'Behind' } })
  }
});

export const ownRules = sheet({
  id: 'own.rules',
  label: { zh: '自建提醒', en: 'Own alert rules' },
  book: { audience: 'org' },
  title: ['name'],
  columns: {
    /** Table or group, and the column of it that is watched. */
    on: column.text({ label: { zh: '表', en: 'Table' }, required: true }),
    column: column.text({ label: { zh: '列', en: 'Column' }, required: true }),
    name: column.text({ label: { zh: '名称', en: 'Name' }, required: true }),
    compares: column.choice({ label: { zh: '条件', en: 'Condition' }, required: true, choices: COMPARISONS }),
    /** As typed into a cell of that column; empty where the comparison needs none. */
    value: column.text({ label: { zh: '界限', en: 'Limit' } }),
    severity: column.choice({
      label: { zh: '程度', en: 'Severity' },
      required: true,
      choices: [
        { value: 'warning', label: { zh: '提醒', en: 'Warning' } },
        { value: 'critical', label: { zh: '紧急', en: 'Urgent' } }
      ]
    }),
    owner: column.text({ label: { zh: '只告诉谁', en: 'Only for' } })
  }
});

export const own = defineModule({
  id: 'own',
  label: { zh: '自建', en: 'Own' },
  area: 'system',
  tables: [ownColumns, ownRules],
  groups: [],
  computed: {},
  actions: [],
  alerts: [],
  pages: []
});
