import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { FILE_LIMITS } from './file-limits.ts';
import { readFile } from './read-file.ts';
import type { Watch } from './sheet.ts';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../tests/fixtures/${name}`, import.meta.url)));

async function read(bytes: Uint8Array, watch: Watch = {}) {
  return readFile({ name: 'a.xlsx', bytes: new Uint8Array(bytes), watch });
}

interface PackedPart {
  readonly name: string;
  readonly packed: Uint8Array;
  readonly checksum: number;
  /** What the directory claims. */
  readonly size: number;
}

/** A ZIP as an attacker writes it: the sizes claimed are free. */
function zipOf(parts: readonly PackedPart[]): Uint8Array {
  const chunks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, packed, checksum, size } of parts) {
    const title = new TextEncoder().encode(name);
    const fields = new DataView(new ArrayBuffer(26));
    fields.setUint16(0, 20, true);
    fields.setUint16(4, 8, true);
    fields.setUint32(10, checksum, true);
    fields.setUint32(14, packed.length, true);
    fields.setUint32(18, size, true);
    fields.setUint16(22, title.length, true);
    const common = new Uint8Array(fields.buffer);
    const local = Uint8Array.from([0x50, 0x4b, 3, 4, ...common, ...title]);
    const entry = new Uint8Array(46 + title.length);
    entry.set([0x50, 0x4b, 1, 2, 20, 0]);
    entry.set(common, 6);
    new DataView(entry.buffer).setUint32(42, offset, true);
    entry.set(title, 46);
    chunks.push(local, packed);
    directory.push(entry);
    offset += local.length + packed.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, parts.length, true);
  end.setUint16(10, parts.length, true);
  end.setUint32(16, offset, true);
  return Buffer.concat([...chunks, ...directory, new Uint8Array(end.buffer)]);
}

const part = (name: string, text: string | Uint8Array, size?: number): PackedPart => ({
  name,
  packed: deflateRawSync(text),
  checksum: crc32(text),
  size: size ?? text.length
});

describe('reading a workbook', () => {
  test('text, numbers, dates, booleans and long digit strings come as a person would type them', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'S',
          columns: [
            { header: 'd', key: 'd', numFmt: 'yyyy-mm-dd' },
            { header: 'x', key: 'x' }
          ],
          data: [
            { d: new Date('2026-11-01T00:00:00Z'), x: 0.1 + 0.2 },
            { d: new Date('2026-02-28T13:30:00Z'), x: -699 },
            { d: null, x: '0012345678901234567' },
            { d: null, x: true },
            { d: null, x: 6901000000073 }
          ]
        }
      ]
    });
    const sheet = await read(bytes);
    expect(sheet.ok && sheet.value.rows.map((row) => row.cells)).toEqual([
      ['d', 'x'],
      ['2026-11-01', '0.3'],
      ['2026-02-28 13:30:00', '-699'],
      ['', '0012345678901234567'],
      ['', 'TRUE'],
      ['', '6901000000073']
    ]);
  });

  test("rows keep the sheet's numbers across the title and a blank row", async () => {
    const sheet = await read(fixture('frames.xlsx'));
    const lines = sheet.ok ? sheet.value.rows.map((row) => row.line) : [];
    expect(lines.length).toBe(1203);
    expect(lines.slice(600, 603)).toEqual([601, 602, 604]);
    expect(lines.at(-1)).toBe(1204);
  });

  test('a text file with the name of a workbook, an old .xls, and a ZIP of something else are refused by name', async () => {
    expect(await read(fixture('not-really.xlsx'))).toMatchObject({ ok: false, rule: 'not-a-spreadsheet' });
    expect(await read(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toMatchObject({ rule: 'spreadsheet-locked' });
    expect(await read(zipOf([part('word/document.xml', '<a/>')]))).toMatchObject({ rule: 'not-a-spreadsheet' });
  });

  test('a file cut off or with bytes turned over is refused, never half read', async () => {
    const whole = fixture('frames.xlsx');
    expect(await read(whole.slice(0, 60_000))).toMatchObject({ ok: false, rule: 'spreadsheet-damaged' });
    const turned = whole.slice();
    for (let i = 20_000; i < 20_200; i++) turned[i] = (turned[i] ?? 0) ^ 0xff;
    expect(await read(turned)).toMatchObject({ ok: false, rule: 'spreadsheet-damaged' });
  });

  test('it reports how far it is, and stops when told', async () => {
    const signal = { aborted: false };
    const seen: number[] = [];
    const onProgress = (done: number, total: number): void => {
      seen.push(done / total);
      signal.aborted = true;
    };
    expect(await read(fixture('frames.xlsx'), { onProgress, signal })).toMatchObject({ rule: 'import-cancelled' });
    expect(seen.length).toBe(1);
    expect(seen[0]).toBeGreaterThan(0.5);
  });
});

describe('hostile workbooks are refused within three seconds', () => {
  /** Three seconds hold on an idle machine; here only far enough from them that a bomb that goes off is noticed. */
  const HANG_MS = 15_000;
  const inTime = async (bytes: Uint8Array) => {
    const start = performance.now();
    const result = await read(bytes);
    expect(performance.now() - start).toBeLessThan(HANG_MS);
    return result;
  };
  const bomb = deflateRawSync(new Uint8Array(100 * 1024 * 1024).fill(0x20));
  const bombClaiming = (size: number) => ({ name: 'xl/worksheets/sheet1.xml', packed: bomb, checksum: 0, size });

  test('a bomb that says so is not unpacked at all', async () => {
    const claimed = await inTime(zipOf([bombClaiming(300 * 1024 * 1024)]));
    expect(claimed).toMatchObject({ rule: 'spreadsheet-too-large', values: { limit: 256 } });
  });

  test('a bomb that claims 100 bytes is unpacked no further', async () => {
    expect(await inTime(zipOf([bombClaiming(100)]))).toMatchObject({ rule: 'spreadsheet-damaged' });
  });

  test('many parts that are small one by one', async () => {
    const one = part('', new Uint8Array(10 * 1024 * 1024));
    const parts = Array.from({ length: 60 }, (_, i) => ({ ...one, name: `xl/media/${i}` }));
    expect(await inTime(zipOf(parts))).toMatchObject({ rule: 'spreadsheet-too-large' });
  });

  test('ten million cells and one, with or without a namespace prefix', async () => {
    for (const cell of ['<c/>', '<x:c r="A1"/>']) {
      const sheet = part('xl/worksheets/sheet1.xml', cell.repeat(10_000_001));
      expect(await inTime(zipOf([sheet]))).toMatchObject({
        rule: 'file-has-too-many-cells',
        values: { limit: 10_000_000 }
      });
    }
  });

  test('few cells spread over a gigantic rectangle', async () => {
    const rows = Array.from({ length: 700 }, (_, i) => `<row r="${i + 1}"><c r="XFD${i + 1}"><v>1</v></c></row>`);
    const xml = `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`;
    const relation = (id: string, kind: string, target: string): string =>
      `<Relationships><Relationship Id="${id}" Type="x/${kind}" Target="${target}"/></Relationships>`;
    const bytes = zipOf([
      part('[Content_Types].xml', '<Types/>'),
      part('_rels/.rels', relation('rId1', 'officeDocument', 'xl/workbook.xml')),
      part('xl/workbook.xml', '<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'),
      part('xl/_rels/workbook.xml.rels', relation('rId1', 'worksheet', 'worksheets/sheet1.xml')),
      part('xl/worksheets/sheet1.xml', xml)
    ]);
    expect(await inTime(bytes)).toMatchObject({ rule: 'file-has-too-many-cells' });
  });

  test('entities that multiply', async () => {
    const xml =
      '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>';
    expect(await inTime(zipOf([part('xl/worksheets/sheet1.xml', xml)]))).toMatchObject({
      rule: 'spreadsheet-has-dtd'
    });
  });

  test('a directory that leads out of the file, or names a hundred thousand parts', async () => {
    const bytes = zipOf([part('a', 'b')]);
    const end = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 22);
    end.setUint16(10, 60_000, true);
    expect(await inTime(bytes)).toMatchObject({ rule: 'spreadsheet-too-large' });
    end.setUint16(10, 1, true);
    end.setUint32(16, 4_000_000_000, true);
    expect(await inTime(bytes)).toMatchObject({ rule: 'spreadsheet-damaged' });
  });

  test('the limits are those of the design', () => {
    expect(FILE_LIMITS.cells).toBe(10_000_000);
  });
});
