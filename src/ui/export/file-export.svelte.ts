/**
 * One export from the first row to the file. Rows are read between two frames and written in a worker of their own: the
 * grid stays usable with 100,000 of them, and cancelling ends the worker wherever it is.
 */
import type { ExportFormat } from '#exchange/export-table.ts';
import { takeBreath } from '#exchange/sheet.ts';
import { writeInWorker, type WritingInWorker } from '#exchange/write-in-worker.ts';
import type { GridState } from '#ui/grid/grid-state.svelte.ts';
import { chooseRows, valuesToExport, type ChosenRows, type ExportScope } from './chosen-rows.ts';
import { startExportWorker } from './start-export-worker.ts';

export interface ExportedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: number;
}

export interface ExportProgress {
  readonly done: number;
  readonly total: number;
}

const SLICE_MS = 12;
/** The browser lets a page in the background breathe once a second: it then takes more in a breath. */
const HIDDEN_SLICE_MS = 500;
/** Whatever takes longer says how far it is. */
const SILENT_MS = 300;
const DEFAULT_WIDTH = 100;

export class FileExport {
  readonly #grid: GridState;
  #progress = $state.raw<ExportProgress | null>(null);
  #isLong = $state(false);
  #stop = new AbortController();

  constructor(grid: GridState) {
    this.#grid = grid;
  }

  /** Null while nothing is exported. */
  get progress(): ExportProgress | null {
    return this.#progress;
  }

  get isLong(): boolean {
    return this.#isLong;
  }

  /** The word `cancelled` instead of a file where somebody stopped it. */
  async run(format: ExportFormat, scope: ExportScope): Promise<ExportedFile | 'cancelled'> {
    const { signal } = (this.#stop = new AbortController());
    const timer = setTimeout(() => (this.#isLong = true), SILENT_MS);
    const worker = startExportWorker();
    try {
      const chosen = chooseRows(this.#grid, scope);
      const { page, app } = this.#grid;
      const columns = chosen.columns.map(({ label, kind, width = DEFAULT_WIDTH }) => {
        return { heading: label[app.language], kind, width };
      });
      const writing = writeInWorker(worker.channel, format, { title: page.label[app.language], columns });
      await this.#hand(chosen, writing, signal);
      if (signal.aborted) return 'cancelled';
      const bytes = await Promise.race([writing.finish(), aborted(signal)]);
      return bytes === 'cancelled' ? bytes : { bytes, rows: chosen.rows.length };
    } finally {
      worker.end();
      clearTimeout(timer);
      this.#progress = null;
      this.#isLong = false;
    }
  }

  cancel(): void {
    this.#stop.abort();
  }

  async #hand({ columns, rows }: ChosenRows, writing: WritingInWorker, signal: AbortSignal): Promise<void> {
    let done = 0;
    this.#progress = { done, total: rows.length };
    while (done < rows.length && !signal.aborted) {
      const until = performance.now() + (document.hidden ? HIDDEN_SLICE_MS : SLICE_MS);
      const slice = [];
      while (done < rows.length && performance.now() < until)
        slice.push(valuesToExport(this.#grid, columns, rows[done++]!));
      writing.add(slice);
      this.#progress = { done, total: rows.length };
      await takeBreath();
    }
  }
}

function aborted(signal: AbortSignal): Promise<'cancelled'> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('cancelled'), { once: true }));
}
