import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { FILE_LIMITS } from './file-limits.ts';
import { readFile } from './read-file.ts';
import type { Watch } from './sheet.ts';
import { writeCsv } from './csv-writer.ts';

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function read(bytes: Uint8Array<ArrayBuffer>, watch: Watch = {}) {
  return readFile({ name: 'a.csv', bytes, watch });
}

async function rowsOf(text: string) {
  const sheet = await read(utf8(text));
  return sheet.ok ? sheet.value.rows : sheet;
}

describe('reading CSV', () => {
  test("commas, quotes and line breaks inside quotes belong to the cell, and places are the file's own", async () => {
    expect(await rowsOf('a,"b, ""c""\r\nd",e\r\n\r\n"x"y,5" lens\r\n')).toEqual([
      { line: 1, record: 1, cells: ['a', 'b, "c"\nd', 'e'] },
      { line: 4, record: 3, cells: ['xy', '5" lens'] }
    ]);
  });

  test('LF and lone CR end a line as CRLF does, with or without one at the end', async () => {
    for (const ending of ['\n', '\r', '\r\n'])
      expect(await rowsOf(`a,b${ending}c,d`)).toEqual([
        { line: 1, record: 1, cells: ['a', 'b'] },
        { line: 2, record: 2, cells: ['c', 'd'] }
      ]);
  });

  test('tabs and semicolons separate where they are what the file uses', async () => {
    expect(await rowsOf('a;b;c\n"1,5";2;3')).toMatchObject([{ cells: ['a', 'b', 'c'] }, { cells: ['1,5', '2', '3'] }]);
    expect(await rowsOf('a\tb\n1\t2')).toMatchObject([{ cells: ['a', 'b'] }, { cells: ['1', '2'] }]);
  });

  test('a byte order mark is not part of the first heading', async () => {
    expect(await rowsOf('\uFEFFsku,shop')).toMatchObject([{ cells: ['sku', 'shop'] }]);
  });

  test('text that is no UTF-8 is read as GBK, and text that is neither is refused', async () => {
    const gbk = await read(new Uint8Array([0xc9, 0xcc, 0xc6, 0xb7, 0x2c, 0x31]));
    expect(gbk).toMatchObject({ ok: true, value: { format: 'gb18030', rows: [{ cells: ['商品', '1'] }] } });
    expect(await read(new Uint8Array([0x41, 0xff, 0xff, 0x2c]))).toMatchObject({ ok: false, rule: 'unknown-encoding' });
  });

  test('Excel\'s "Unicode text" is read', async () => {
    const bytes = new Uint8Array([0xff, 0xfe, 0x41, 0, 0x09, 0, 0x2d, 0x4e]);
    expect(await read(bytes)).toMatchObject({ ok: true, value: { format: 'utf-16', rows: [{ cells: ['A', '中'] }] } });
  });

  test('a quote that never closes is refused with the line where it opens', async () => {
    expect(await rowsOf('a,b\n1,"2\n3,4\n')).toMatchObject({ rule: 'csv-quote-not-closed', values: { line: 2 } });
  });

  test('an empty file, blanks only, and a picture called .csv are refused by name', async () => {
    expect(await rowsOf('')).toMatchObject({ rule: 'file-empty' });
    expect(await rowsOf(' \n,,\n')).toMatchObject({ rule: 'file-empty' });
    expect(await read(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]))).toMatchObject({
      rule: 'not-a-spreadsheet'
    });
  });

  test('more bytes or cells than the limits is refused with the limit', async () => {
    const limits = { ...FILE_LIMITS, cells: 5 };
    const many = await readFile({ name: 'a.csv', bytes: utf8('1,2,3\n4,5,6'), limits });
    expect(many).toMatchObject({ rule: 'file-has-too-many-cells', values: { limit: 5 } });
    const big = await readFile({ name: 'a.csv', bytes: utf8('1,2,3\n4,5,6'), limits: { ...limits, bytes: 4 } });
    expect(big).toMatchObject({ rule: 'file-too-large' });
  });

  test('a long file reports how far it is, and stops when told', async () => {
    const bytes = utf8('a,b\n'.repeat(20_000));
    const seen: number[] = [];
    const signal = { aborted: false };
    const onProgress = (done: number, total: number): void => {
      seen.push(done / total);
      if (seen.length === 2) signal.aborted = true;
    };
    expect(await read(bytes, { onProgress, signal })).toMatchObject({ ok: false, rule: 'import-cancelled' });
    expect(seen).toEqual([0.25, 0.5]);
  });
});

describe('writing CSV', () => {
  test.each([
    '=1+1',
    '+1+1',
    '-2+3',
    '@SUM(1+1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠x',
    ' =1+1',
    '\u3000=1',
    '-',
    '=',
    '\u200b=1',
    '+A1',
    '-1-1',
    '\0=1'
  ])('no cell can run as a formula: %j', (text) => {
    const written = writeCsv([[text]]);
    expect(written.slice(1).replace(/^"/, '')[0]).toBe("'");
  });

  test('numbers survive', () => {
    expect(writeCsv([['-4.25', '+1.50', '-1,280.00', -425, 3, '0012', '-5%']])).toBe(
      '\uFEFF-4.25,+1.50,"-1,280.00",-425,3,0012,-5%\r\n'
    );
  });

  test('what is written is what is read, whatever the texts are', async () => {
    const piece = fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '\t', '\n', ' ', '1', '中', 'a', '＝', '.');
    const cell = fc.string({ unit: piece, maxLength: 6 });
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const all = [['A', 'B', 'C'], ...table];
        const back = await rowsOf(writeCsv(all));
        expect(back).toEqual(
          all
            .map((cells, i) => ({ cells, record: i + 1 }))
            .filter(({ cells }) => cells.some((c) => c.trim() !== ''))
            .map((row) => expect.objectContaining(row))
        );
      }),
      { numRuns: 300 }
    );
  });
});
