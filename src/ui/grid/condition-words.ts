/** A filter as one says it: `在 黑色、玳瑁 中`, `100 – 300`, `含 “雷朋”`. */
import type { CellValue } from '#schema/column.ts';
import type { App } from '#ui/state/app.svelte.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import type { Condition } from './row-filter.ts';

interface WordsContext {
  readonly column: ShownColumn;
  readonly app: App;
}

export function conditionWords(condition: Condition, context: WordsContext): string {
  const { app } = context;
  switch (condition.kind) {
    case 'contains':
      return app.t('grid.chipContains', { text: condition.text.trim() });
    case 'one-of':
      return condition.values.map((value) => choiceText(value, context)).join(app.language === 'zh' ? '、' : ', ');
    case 'range': {
      const [from, to] = [boundText(condition.from, context), boundText(condition.to, context)];
      if (from !== null && to !== null) return `${from} – ${to}`;
      return from === null ? `≤ ${to ?? ''}` : `≥ ${from}`;
    }
  }
}

function choiceText(value: CellValue, { column, app }: WordsContext): string {
  const refersTo = column.stored?.table;
  if (refersTo && typeof value === 'string') return app.workspace.titleOf(refersTo, value);
  if (typeof value === 'boolean') return app.t(value ? 'grid.yes' : 'grid.no');
  const choices = column.stored?.choices ?? column.computed?.choices ?? [];
  return choices.find((choice) => choice.value === value)?.label[app.language] ?? String(value ?? '');
}

/** Money and powers are kept in hundredths. */
function boundText(value: number | string | null, { column }: WordsContext): string | null {
  if (value === null || typeof value === 'string') return value;
  return column.kind === 'money' || column.kind === 'diopter' ? String(value / 100) : String(value);
}
