/** Whether something half typed stands on the screen: an open cell editor, a dialog, a field with text in focus. */
export function isTyping(): boolean {
  if (document.querySelector('[role=dialog], .ht_editor_visible')) return true;
  const field = document.activeElement;
  const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  // The grid keeps a closed editor's field in focus, with whatever it held last.
  return isField && field.value !== '' && field.closest('.handsontable, .handsontableInputHolder') === null;
}
