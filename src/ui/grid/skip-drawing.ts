/**
 * After each edit the vendor draws all that is on screen again, also where `beforeChange` answered that nothing was
 * changed. Here the grid itself never changes anything, and the page paints the rows that it wrote: that drawing, two
 * thirds of what a typed cell costs, is left out.
 */
import type Handsontable from 'handsontable/base';

export function skipDrawingOfEdits(hot: Handsontable): void {
  const { setDataAtCell, render } = hot;
  hot.setDataAtCell = (...given: unknown[]): void => {
    hot.render = () => undefined;
    try {
      (setDataAtCell as (...args: unknown[]) => void).apply(hot, given);
    } finally {
      hot.render = render;
    }
  };
}
