/**
 * `52□18-140`: eye size, the box sign, bridge, temple, in mm (ISO 8624, boxed-lens system). Keyboards have no box sign, so
 * files and people write almost anything in its place; other sizes (`360ml`, `30片装`) are left as they are.
 */
const BOX = '[□口ロ▢◻☐]|\\[\\]|x|×|\\*';
const WITH_TEMPLE = new RegExp(`^(\\d{2})\\s*(?:${BOX}|-|/|\\s)\\s*(\\d{2})\\s*(?:-|/|x|×|\\*|\\s)\\s*(\\d{3})$`, 'i');
const WITHOUT_TEMPLE = new RegExp(`^(\\d{2})\\s*(?:${BOX})\\s*(\\d{2})$`, 'i');

/** Widths that frames are made in; outside them `30×10` is a pack of lenses. */
function isFrame(eyeMm: number, bridgeMm: number): boolean {
  return eyeMm >= 34 && eyeMm <= 70 && bridgeMm >= 8 && bridgeMm <= 30;
}

export function normalizeFrameSize(typed: string): string {
  const text = typed.normalize('NFKC').replace(/[–—−]/g, '-').trim();
  const match = WITH_TEMPLE.exec(text) ?? WITHOUT_TEMPLE.exec(text);
  if (!match || !isFrame(Number(match[1]), Number(match[2]))) return text;
  return match[3] ? `${match[1]}□${match[2]}-${match[3]}` : `${match[1]}□${match[2]}`;
}

/**
 * Base curve and diameter of a contact lens are text with one decimal, as the box prints them: `8.6`, `14.0`. Nothing is
 * calculated with them, and integer tenths would show 86 where everybody says 8.6.
 */
export function normalizeMillimetres(typed: string): string {
  const text = typed
    .normalize('NFKC')
    .replace(/\s|mm$/gi, '')
    .trim();
  return /^\d{1,2}(\.\d{1,2})?$/.test(text) ? Number(text).toFixed(1) : text;
}

export const MILLIMETRES = /^\d{1,2}\.\d$/;
