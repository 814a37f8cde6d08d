/**
 * The keys that work on every screen. None of them works below an open dialog or cell editor: leaving there would throw
 * away what is half typed. `?` is a letter to whoever types, so it asks for help only where nothing can be typed.
 */
export type ShellCommand = 'palette' | 'shortcuts' | 'manual';

export function shellCommandOf(event: KeyboardEvent): ShellCommand | null {
  if (event.defaultPrevented || event.isComposing || event.altKey) return null;
  if (document.querySelector('[role="alertdialog"], .dialog, .ht_editor_visible')) return null;
  if (event.ctrlKey || event.metaKey) {
    if (event.key === '/') return 'shortcuts';
    return event.key.toLowerCase() === 'k' && !event.shiftKey ? 'palette' : null;
  }
  if (event.key === 'F1') return 'manual';
  return (event.key === '?' || event.key === '？') && !takesText(event.target) ? 'shortcuts' : null;
}

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select, [contenteditable="true"]')) return true;
  // A cell that can be written in takes any letter as the beginning of a new text.
  return target.closest('.handsontable') !== null && target.closest('[aria-readonly="true"]') === null;
}
