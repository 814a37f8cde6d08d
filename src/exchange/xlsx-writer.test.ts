import { expect, test } from 'vitest';
import { inflateRawSync } from 'node:zlib';
import type { CellValue } from '#schema/column.ts';
import type { ExportColumn } from './export-table.ts';
import { readFile } from './read-file.ts';
import { tableToXlsx } from './xlsx-writer.ts';

const column = (heading: string, kind: ExportColumn['kind']): ExportColumn => ({ heading, kind, width: 100 });

const COLUMNS = [
  column('编码', 'text'),
  column('条码', 'barcode'),
  column('零售价', 'money'),
  column('数量', 'integer'),
  column('度数', 'diopter'),
  column('效期', 'date'),
  column('在售', 'boolean')
];

async function write(...rows: readonly (readonly CellValue[])[]): Promise<Uint8Array<ArrayBuffer>> {
  return tableToXlsx({ title: '全部商品', columns: COLUMNS, rows });
}

async function readBack(bytes: Uint8Array<ArrayBuffer>): Promise<readonly (readonly string[])[]> {
  const sheet = await readFile({ name: 'a.xlsx', bytes });
  return sheet.ok ? sheet.value.rows.map((row) => row.cells) : [];
}

/** One part of the archive as text, read without the library that wrote it. */
function part(bytes: Uint8Array, name: string): string {
  const file = Buffer.from(bytes);
  for (let at = file.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = file.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const [packed, title, method] = [
      file.readUInt32LE(at + 20),
      file.readUInt16LE(at + 28),
      file.readUInt16LE(at + 10)
    ];
    if (file.toString('utf8', at + 46, at + 46 + title) !== name) continue;
    const local = file.readUInt32LE(at + 42);
    const begin = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const body = file.subarray(begin, begin + packed);
    return (method === 8 ? inflateRawSync(body) : body).toString('utf8');
  }
  throw new Error(`The workbook has no part ${name}.`);
}

const SHEET = 'xl/worksheets/sheet1.xml';

test('what is exported reads back as the same values, codes with their zeros', async () => {
  const bytes = await write(
    ['0012', '0012345678905', 128000, 1500, -425, '2026-11-24', '是'],
    [null, null, -1, 0, 0, null, null]
  );
  expect(await readBack(bytes)).toEqual([
    ['编码', '条码', '零售价', '数量', '度数', '效期', '在售'],
    ['0012', '0012345678905', '1280', '1500', '-4.25', '2026-11-24', '是'],
    ['', '', '-0.01', '0', '0', '', '']
  ]);
});

test('amounts, counts and dates are numbers with a format, codes are texts with the text format', async () => {
  const bytes = await write(['0012', '0012345678905', 128000, 1500, -425, '2026-11-24', '是']);
  const sheet = part(bytes, SHEET);
  const styles = part(bytes, 'xl/styles.xml');
  expect(sheet).toMatch(/<c r="A2" t="s" s="\d+">|<c r="A2" s="\d+" t="s">/);
  expect(sheet).toMatch(/<c r="C2" s="\d+"><v>1280<\/v>/);
  expect(sheet).toMatch(/<c r="D2" s="\d+"><v>1500<\/v>/);
  // 24 November 2026 is day 46350 of the 1900 system.
  expect(sheet).toMatch(/<c r="F2" s="\d+"><v>46350<\/v>/);
  const formatOf = (cell: string): string => {
    const style = Number(new RegExp(`<c r="${cell}"[^>]* s="(\\d+)"`).exec(sheet)![1]);
    const ids = [.../<cellXfs.*?<\/cellXfs>/s.exec(styles)![0].matchAll(/<xf [^>]*numFmtId="(\d+)"/g)];
    return new RegExp(`numFmtId="${ids[style]![1]!}" formatCode="([^"]*)"`).exec(styles)![1]!;
  };
  const formats = ['@', '@', '#,##0.00', '#,##0', '+0.00;-0.00;0.00', 'yyyy-mm-dd', '@'];
  expect(['A2', 'B2', 'C2', 'D2', 'E2', 'F2', 'G2'].map(formatOf)).toEqual(formats);
});

test('the heading row is bold, stays in place and has filter buttons', async () => {
  const bytes = await write(['F1', null, 100, 1, null, null, null], ['F2', null, 100, 1, null, null, null]);
  const sheet = part(bytes, SHEET);
  expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  expect(sheet).toContain('<autoFilter ref="A1:G3"/>');
  expect(sheet).toMatch(/<col min="1" max="1" width="14" customWidth="(true|1)"/);
  const style = Number(/<c r="A1"[^>]* s="(\d+)"/.exec(sheet)![1]);
  const styles = part(bytes, 'xl/styles.xml');
  const font = [.../<cellXfs.*?<\/cellXfs>/s.exec(styles)![0].matchAll(/<xf [^>]*fontId="(\d+)"/g)][style]![1];
  const fonts = [.../<fonts.*?<\/fonts>/s.exec(styles)![0].matchAll(/<font>.*?<\/font>/gs)];
  expect(fonts[Number(font)]![0]).toContain('<b/>');
});

test('no text becomes a formula, an error or another text', async () => {
  const texts = ['=HYPERLINK("http://x","y")', '+1+1', '@SUM(A1)', '-2+3', '#N/A', '_x0041_', ' <b> & \n'];
  const bytes = await write(...texts.map((text) => [text, null, null, null, null, null, null]));
  const sheet = part(bytes, SHEET);
  expect(sheet).not.toContain('<f');
  expect(sheet).not.toContain('t="e"');
  expect((await readBack(bytes)).slice(1).map((row) => row[0])).toEqual(texts);
});

test('a title that no sheet may have is made to fit', async () => {
  const bytes = await tableToXlsx({ title: "'进/销*存?[2026]: ".repeat(4), columns: COLUMNS, rows: [] });
  expect(part(bytes, 'xl/workbook.xml')).toContain('name="进 销 存  2026');
  expect(await readBack(bytes)).toHaveLength(1);
});
