/** Apart from the workspace itself, which is loaded only after signing in: screens name these actions before that. */
export { PLAIN_ACTIONS, type PlainAction } from '#gate/gate-view.ts';
