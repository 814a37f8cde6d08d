/**
 * Counts the cells of worksheet XML and notices a DTD, byte by byte and in pieces cut anywhere, at the speed of the
 * unpacking: no string is made. A cell is an element named `c`, with or without a namespace prefix.
 */
export interface XmlMeter {
  feed(piece: Uint8Array): void;
  cells(): number;
  hasDtd(): boolean;
}

const LESS_THAN = 0x3c;
const COLON = 0x3a;
const LETTER_C = 0x63;
const BANG = 0x21;
const LETTER_D = 0x44;
const LETTER_E = 0x45;
const SLASH = 0x2f;
const GREATER_THAN = 0x3e;
const SPACE = 0x20;

export function createXmlMeter(): XmlMeter {
  let cells = 0;
  let dtd = false;
  /** Length of the name read so far; -1 outside of a tag's name. */
  let length = -1;
  let first = 0;
  /** Pictures and other binary parts hold any bytes; only text that begins like XML can carry a DTD. */
  let isXml: boolean | undefined;

  const readName = (byte: number): void => {
    if (byte <= SPACE || byte === SLASH || byte === GREATER_THAN) {
      if (length === 1 && first === LETTER_C) cells++;
      length = -1;
    } else if (byte === COLON || byte === LESS_THAN) {
      length = 0;
    } else if (length++ === 0) {
      first = byte;
    } else if (first === BANG) {
      // `<!--` and `<![CDATA[` are harmless, `<!DOCTYPE` and `<!ENTITY` are not.
      if (byte === LETTER_D || byte === LETTER_E) dtd ||= isXml === true;
      length = -1;
    }
  };
  return {
    feed(piece) {
      isXml ??= piece[0] === LESS_THAN || piece[0] === 0xef;
      for (let i = 0; i < piece.length; i++) {
        const byte = piece[i] as number;
        if (length >= 0) readName(byte);
        else if (byte === LESS_THAN) length = 0;
      }
    },
    cells: () => cells,
    hasDtd: () => dtd
  };
}
