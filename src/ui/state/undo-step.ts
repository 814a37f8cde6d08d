/** Undo and redo as a person asks for them: done, and what happened said in one sentence. */
import { actionName } from './action-name.ts';
import type { App } from './app.svelte.ts';
import type { UndoStep } from '#workspace/undo-stack.ts';

type Direction = 'undo' | 'redo';

/** The last step made here. */
export function reverseLast(app: App, direction: Direction): void {
  tell(app, app.workspace[direction](), direction);
}

/** A step of mine, also an older one. */
export function reverseStep(app: App, step: UndoStep, direction: Direction): void {
  tell(app, app.workspace.reverse(step, direction), direction);
}

function tell(app: App, reversed: ReturnType<App['workspace']['undo']>, direction: Direction): void {
  if (!reversed.ok) return app.notify(app.sentence(reversed), 'warning');
  const { step, notUndone } = reversed.value;
  const isNamed = direction === 'undo' && step.action !== 'undo' && step.action !== 'redo';
  const done = isNamed
    ? app.t('undo.undoneAction', { action: actionName(app, step.action) })
    : app.t(direction === 'undo' ? 'undo.undone' : 'undo.redone');
  if (notUndone.length === 0) return app.notify(done);
  const reasons = new Set(notUndone.map(({ reason }) => app.t(`undo.${reason}`)));
  app.notify(app.t('undo.partly', { done, count: notUndone.length, reason: [...reasons].join('; ') }), 'warning');
}
