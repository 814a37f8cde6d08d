/**
 * A block with merged cells has holes where the clipboard's text has none, so its columns would slide: it is refused before
 * anything of it is read. Excel and WPS say which cells are merged only in the clipboard's HTML.
 */
import type Handsontable from 'handsontable/base';

const CELL = /<t[dh]\b[^>]*>/gi;
const SPAN = /\b(?:col|row)span\s*=\s*["']?\s*(?:[2-9]|[1-9]\d)/i;
/** Long text that runs over into empty neighbours: Excel writes it like this, but nothing is merged. */
const OVERFLOW = /mso-ignore:\s*colspan/i;

export function hasMergedCells(html: string): boolean {
  return (html.match(CELL) ?? []).some((tag) => SPAN.test(tag) && !OVERFLOW.test(tag));
}

/** Listens until the returned function is called. */
export function refuseMergedCells(hot: Handsontable, refused: () => void): () => void {
  const { rootDocument } = hot;
  const onPaste = (event: ClipboardEvent): void => {
    if (!hot.isListening() || hot.getActiveEditor()?.isOpened()) return;
    if (!hasMergedCells(event.clipboardData?.getData('text/html') ?? '')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    refused();
  };
  rootDocument.addEventListener('paste', onPaste, true);
  return () => rootDocument.removeEventListener('paste', onPaste, true);
}
