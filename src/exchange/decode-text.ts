/**
 * Bytes → text. Chinese Excel saves CSV in GBK without saying so, and a GBK file is hardly ever valid UTF-8 by accident:
 * a strict UTF-8 reading that fails is the test. GB18030 is read because it contains GBK.
 */
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { FileFormat } from './sheet.ts';

export interface DecodedText {
  readonly text: string;
  readonly format: FileFormat;
}

/** Refusals: `not-a-spreadsheet` for bytes that are no text, `unknown-encoding` for text in none of the encodings. */
export function decodeText(bytes: Uint8Array): Result<DecodedText> {
  const utf16 = utf16Label(bytes);
  if (utf16) return succeed({ text: new TextDecoder(utf16).decode(bytes), format: 'utf-16' });
  if (bytes.subarray(0, 4096).includes(0)) return refuse('not-a-spreadsheet');
  const utf8 = tryDecode(bytes, 'utf-8');
  if (utf8 !== null) return succeed({ text: utf8, format: 'utf-8' });
  const chinese = tryDecode(bytes, 'gb18030');
  return chinese === null ? refuse('unknown-encoding') : succeed({ text: chinese, format: 'gb18030' });
}

/** Excel's "Unicode text" carries one of these marks. */
function utf16Label(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function tryDecode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
