/**
 * Whose the keys are. The vendor takes the focus for the grid whenever its selection changes, at once or a moment later;
 * here is what that would cost whoever is typing just then, in a field beside the grid or in a cell.
 */
import type Handsontable from 'handsontable/base';

/**
 * For changes that nobody asked the grid for: a filter, a colleague's edit. With fewer rows than before the selection
 * moves, and the next letter of the very filter that did it would land in a cell.
 */
export function leavingFocus(hot: Handsontable, change: () => void): void {
  const focus = hot.getFocusManager();
  focus.suspend();
  try {
    change();
  } finally {
    focus.resume();
  }
}

/**
 * A moment after a selection the vendor selects what its text area holds, ready to be typed over. On a busy device that
 * moment may come after the first letters, which the next one would then replace: in an open editor nothing is selected.
 */
export function keepFirstLetters(hot: Handsontable): void {
  const textArea = (): HTMLElement | undefined => {
    const editor: { isOpened(): boolean; TEXTAREA?: HTMLElement } | undefined = hot.getActiveEditor();
    return editor?.isOpened() ? undefined : editor?.TEXTAREA;
  };
  // reason: the vendor's type leaves out that there may be none, which its own getter returns and all its callers expect.
  hot.getFocusManager().setRefocusElementGetter(textArea as () => HTMLElement);
}

/**
 * The vendor takes keys from a click or a Tab into the grid until a click elsewhere. A dialog that gives the focus back is
 * neither, and a button beside the grid that is reached by key is none: its Enter would open the selected cell. Keys are
 * the grid's while the focus is inside it, or nowhere. Who leaves a cell by key, to the search or a menu, has finished it,
 * as by a click: an editor that stayed open behind would hold back every new order of rows. Watches until the returned
 * function is called.
 */
export function takeOnlyOwnKeys(hot: Handsontable, container: HTMLElement): () => void {
  const { rootDocument } = hot;
  const onFocus = ({ target }: FocusEvent): void => {
    if (container.contains(target as Node)) return hot.listen();
    const editor = hot.getActiveEditor();
    if (editor?.isOpened()) editor.finishEditing(false);
    hot.unlisten();
  };
  rootDocument.addEventListener('focusin', onFocus);
  return () => rootDocument.removeEventListener('focusin', onFocus);
}
