/** All keys of the house, as the shortcut sheet shows them. Whoever adds a key adds its line here. */
import type { MessageKey } from '#text/text.ts';

export interface Shortcut {
  /** Each is one way to do it. */
  readonly keys: readonly string[];
  readonly does: Extract<MessageKey, `shortcut.does.${string}`>;
}

export interface ShortcutGroup {
  readonly title: Extract<MessageKey, `shortcut.group.${string}`>;
  readonly shortcuts: readonly Shortcut[];
}

export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: 'shortcut.group.everywhere',
    shortcuts: [
      { keys: ['Ctrl+K'], does: 'shortcut.does.palette' },
      { keys: ['Ctrl+/', '?'], does: 'shortcut.does.sheet' },
      { keys: ['F1'], does: 'shortcut.does.manual' },
      { keys: ['Esc'], does: 'shortcut.does.close' }
    ]
  },
  {
    title: 'shortcut.group.grid',
    shortcuts: [
      { keys: ['↑ ↓ ← →'], does: 'shortcut.does.move' },
      { keys: ['Ctrl+↑ ↓ ← →'], does: 'shortcut.does.edge' },
      { keys: ['Shift+↑ ↓ ← →'], does: 'shortcut.does.extend' },
      { keys: ['Ctrl+A'], does: 'shortcut.does.all' },
      { keys: ['Home', 'End', 'PgUp', 'PgDn'], does: 'shortcut.does.jump' },
      { keys: ['F4'], does: 'shortcut.does.panel' }
    ]
  },
  {
    title: 'shortcut.group.editing',
    shortcuts: [
      { keys: ['Enter', 'F2'], does: 'shortcut.does.edit' },
      { keys: ['Enter', 'Tab'], does: 'shortcut.does.confirm' },
      { keys: ['Esc'], does: 'shortcut.does.giveUp' },
      { keys: ['Delete'], does: 'shortcut.does.clear' },
      { keys: ['Ctrl+C', 'Ctrl+X', 'Ctrl+V'], does: 'shortcut.does.clipboard' },
      { keys: ['Ctrl+D', 'Ctrl+R'], does: 'shortcut.does.fill' },
      { keys: ['Ctrl+;'], does: 'shortcut.does.today' },
      { keys: ['Ctrl+Shift+D'], does: 'shortcut.does.duplicate' },
      { keys: ['Ctrl+Z', 'Ctrl+Y'], does: 'shortcut.does.undo' },
      { keys: ['Ctrl+Alt+Z'], does: 'shortcut.does.undoList' }
    ]
  },
  {
    title: 'shortcut.group.view',
    shortcuts: [
      { keys: ['Ctrl+F'], does: 'shortcut.does.find' },
      { keys: ['Ctrl+H'], does: 'shortcut.does.replace' },
      { keys: ['Ctrl+Shift+L'], does: 'shortcut.does.filter' },
      { keys: ['Alt+↓'], does: 'shortcut.does.columnMenu' },
      { keys: ['Enter', 'Space'], does: 'shortcut.does.toggleGroup' }
    ]
  }
];
