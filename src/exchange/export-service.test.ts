import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { serveExports, type ExportServiceChannel } from './export-service.ts';
import type { ExportHead } from './export-table.ts';
import { readFile } from './read-file.ts';
import { writeInWorker, type ExportWorkerChannel } from './write-in-worker.ts';

const closeAll: (() => void)[] = [];
afterEach(() => closeAll.splice(0).forEach((close) => close()));

/** The two ends of a real message channel, as a page and its worker hold them. */
function connect(): ExportWorkerChannel {
  const { port1, port2 } = new MessageChannel();
  closeAll.push(() => port1.close());
  serveExports(port2 as unknown as ExportServiceChannel);
  return port1 as unknown as ExportWorkerChannel;
}

const HEAD: ExportHead = {
  title: '商品档案',
  columns: [
    { heading: '编码', kind: 'text', width: 90 },
    { heading: '零售价', kind: 'money', width: 90 },
    { heading: '度数', kind: 'diopter', width: 90 },
    { heading: '数量', kind: 'integer', width: 90 }
  ]
};
const FIRST = [
  ['0012', 128000, 200, 1500],
  ['=HYPERLINK("http://x","y")', -5, -425, -3]
];
const SECOND = [['F3', null, 0, null]];

test('a CSV of two parts has headings, plain amounts, and no cell that runs', async () => {
  const writing = writeInWorker(connect(), 'csv', HEAD);
  writing.add(FIRST);
  writing.add(SECOND);
  const bytes = await writing.finish();
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe(
    '编码,零售价,度数,数量\r\n0012,1280.00,+2.00,1500\r\n' +
      `"'=HYPERLINK(""http://x"",""y"")",-0.05,-4.25,-3\r\nF3,,0.00,\r\n`
  );
});

test('both formats read back as the same table', async () => {
  const texts: string[][][] = [];
  for (const format of ['csv', 'xlsx'] as const) {
    const writing = writeInWorker(connect(), format, HEAD);
    writing.add(FIRST);
    writing.add(SECOND);
    const sheet = await readFile({ name: `a.${format}`, bytes: await writing.finish() });
    texts.push(sheet.ok ? sheet.value.rows.map((row) => row.cells.map((cell) => plain(cell))) : []);
  }
  expect(texts[0]).toHaveLength(4);
  expect(texts[1]).toEqual(texts[0]);
});

/** 1280.00 and 1280 are the same number to whoever reads them. */
function plain(text: string): string {
  return /^[+-]?\d+\.\d+$/.test(text) ? String(Number(text)) : text;
}
