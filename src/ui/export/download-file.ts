import type { ExportFormat } from '#exchange/export-table.ts';

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
};
/** The browser has long taken the bytes by then; without an end they would stay in memory as long as the page. */
const FORGET_AFTER_MS = 60_000;

export interface FileToSave {
  readonly name: string;
  readonly format: ExportFormat;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Hands a file that was made on this device to the browser's downloads. */
export function downloadFile({ name, format, bytes }: FileToSave): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: TYPES[format] }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FORGET_AFTER_MS);
}
