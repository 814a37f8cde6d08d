/** The undo button of a notice: takes back that step, as long as it is still the last thing done here. */
import { actionName } from './action-name.ts';
import type { AppState } from './app.svelte.ts';
import type { UndoStep } from '#workspace/undo-stack.ts';

export function undoStep(app: AppState, step: UndoStep): void {
  const { workspace } = app;
  if (workspace.undoStack.undoable !== step) return app.notify(app.t('action.undoLater'), 'warning');
  const undone = workspace.undo();
  if (!undone.ok) return app.notify(app.sentence(undone), 'warning');
  const action = actionName(app, step.action);
  const count = undone.value.notUndone.length;
  if (count === 0) app.notify(app.t('action.undone', { action }));
  else app.notify(app.t('action.undonePartly', { action, count }), 'warning');
}
