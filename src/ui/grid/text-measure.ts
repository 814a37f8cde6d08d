/** How wide a text is on screen, asked of the browser: letters differ too much to count them. */
export type Measure = (text: string, where: 'cell' | 'heading') => number;

const FONTS = { cell: '400 13px', heading: '600 13px' } as const;

export function createMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const family = getComputedStyle(document.body).fontFamily;
  const known = new Map<string, number>();
  return (text, where) => {
    const key = `${where} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      if (context) context.font = `${FONTS[where]} ${family}`;
      width = context ? context.measureText(text).width : 0;
      known.set(key, width);
    }
    return width;
  };
}
