/**
 * One import from the file to the last row: what is chosen, what the preview says of it, how far the writing is. Any
 * change of target, columns or corrections plans everything anew, so the preview is always what the import will do; the
 * old preview stays on screen until the new one is there.
 */
import { FILE_LIMITS, megabytes } from '#exchange/file-limits.ts';
import { findHeadings } from '#exchange/headings.ts';
import { destinationOf, type ImportDestination } from '#exchange/import-destination.ts';
import { planImportInSteps } from '#exchange/import-plan.ts';
import type { ImportPreview } from '#exchange/import-preview.ts';
import type { ReadingInWorker } from '#exchange/read-in-worker.ts';
import type { Sheet } from '#exchange/sheet.ts';
import { refuse, type Refusal, type Result } from '#kernel/result.ts';
import type { CellValue } from '#schema/column.ts';
import type { Page } from '#schema/module.ts';
import { runImport, type ImportOutcome } from '#workspace/import-runner.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { NO_EDITS, NO_MAPPING, withCorrection, withMatch, type Correction, type Match } from './import-choices.ts';
import { readSheet } from './read-sheet.ts';
import { checkLines } from './line-check.ts';
import { readMapping, rememberMapping } from './mapping-memory.ts';

export type Phase = 'choose' | 'reading' | 'planning' | 'preview' | 'writing';

export interface Progress {
  readonly done: number;
  readonly total: number;
}

interface ImportSetup {
  readonly workspace: Workspace;
  readonly page: Page;
  /** Row id of the shop on screen: where a file names no shop, it is about this one. */
  readonly shop: string;
}

const NO_PROGRESS: Progress = { done: 0, total: 1 };

export class ImportSession {
  readonly targets: readonly ImportDestination[];
  readonly #setup: ImportSetup;
  #phase = $state<Phase>('choose');
  #progress = $state.raw<Progress>(NO_PROGRESS);
  #target = $state.raw<ImportDestination>()!;
  #sheet = $state.raw<Sheet | null>(null);
  #preview = $state.raw<ImportPreview | null>(null);
  #refusal = $state.raw<Refusal | null>(null);
  #mapping = NO_MAPPING;
  #edits = NO_EDITS;
  #reading: ReadingInWorker | null = null;
  #stop = new AbortController();

  constructor(setup: ImportSetup) {
    this.#setup = setup;
    const { workspace, page } = setup;
    this.targets = (page.imports ?? []).map((target) => destinationOf(workspace.schema, page, target));
    this.#target = this.targets[0]!;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get progress(): Progress {
    return this.#progress;
  }

  get target(): ImportDestination {
    return this.#target;
  }

  get sheet(): Sheet | null {
    return this.#sheet;
  }

  get preview(): ImportPreview | null {
    return this.#preview;
  }

  /** Why the file cannot be read, or holds nothing of ours. */
  get refusal(): Refusal | null {
    return this.#refusal;
  }

  get defaults(): Readonly<Record<string, CellValue>> {
    const prefill = this.#setup.workspace.schema.actions.get(this.#target.id)?.prefill ?? {};
    const ofShop = Object.entries(prefill).filter(([, source]) => source === '$shop');
    return Object.fromEntries(ofShop.map(([field]): [string, CellValue] => [field, this.#setup.shop]));
  }

  async read(file: File): Promise<void> {
    this.cancel();
    this.#sheet = null;
    this.#preview = null;
    this.#refusal = null;
    this.#edits = NO_EDITS;
    if (file.size > FILE_LIMITS.bytes) {
      const sizes = { size: megabytes(file.size), limit: megabytes(FILE_LIMITS.bytes) };
      this.#refusal = refuse('file-too-large', sizes);
      return;
    }
    this.#begin('reading');
    const sheet = await readSheet({
      file,
      onProgress: (done, total) => (this.#progress = { done, total }),
      onStart: (reading) => (this.#reading = reading)
    });
    this.#reading = null;
    if (!sheet.ok) return this.#give(sheet);
    this.#sheet = sheet.value;
    this.#target = this.#bestTarget(sheet.value);
    await this.#planWithMemory();
  }

  async chooseTarget(id: string): Promise<void> {
    this.#target = this.targets.find((target) => target.id === id) ?? this.#target;
    this.#edits = NO_EDITS;
    this.#preview = null;
    await this.#planWithMemory();
  }

  async match(match: Match): Promise<void> {
    this.#mapping = withMatch(this.#mapping, this.#preview?.columns ?? [], match);
    await rememberMapping(this.#setup.workspace, this.#target.id, this.#mapping);
    await this.#plan();
  }

  async correct(correction: Correction): Promise<void> {
    this.#edits = withCorrection(this.#edits, correction);
    await this.#plan();
  }

  async write(): Promise<ImportOutcome | null> {
    const rows = this.#preview?.rows ?? [];
    if (rows.length === 0 || this.#phase !== 'preview') return null;
    this.#begin('writing');
    this.#progress = { done: 0, total: rows.length };
    return runImport({
      workspace: this.#setup.workspace,
      target: this.#target,
      rows,
      onProgress: (done, total) => (this.#progress = { done, total }),
      signal: this.#stop.signal
    });
  }

  /** Stops whatever runs; what is written stays, as one step that can be undone. */
  cancel(): void {
    this.#stop.abort();
    this.#reading?.cancel();
    if (this.#phase === 'reading' || this.#phase === 'planning') this.#phase = this.#preview ? 'preview' : 'choose';
  }

  /** The page's first import, unless the headings speak for another: a count of stock is no price list. */
  #bestTarget(sheet: Sheet): ImportDestination {
    const scored = this.targets.map((target) => {
      const matched = findHeadings(sheet.rows, target.columns)?.columns.filter(({ column }) => column !== null) ?? [];
      return { target, matched: matched.length };
    });
    return scored.reduce((best, next) => (next.matched > best.matched ? next : best)).target;
  }

  async #planWithMemory(): Promise<void> {
    this.#mapping = await readMapping(this.#setup.workspace, this.#target.id);
    await this.#plan();
  }

  async #plan(): Promise<void> {
    const sheet = this.#sheet;
    if (!sheet) return;
    const { workspace } = this.#setup;
    const { signal } = this.#begin('planning');
    const planned = await planImportInSteps(
      {
        sheet,
        target: this.#target,
        read: workspace.reader,
        tables: workspace.schema.tables,
        mapping: this.#mapping,
        edits: this.#edits,
        defaults: this.defaults,
        ...(this.#target.table ? {} : { checkLine: checkLines(workspace, this.#target.id) })
      },
      { signal, onProgress: (done, total) => (this.#progress = { done, total }) }
    );
    // A newer plan has begun since: its result is the one to show.
    if (!signal.aborted) this.#give(planned);
  }

  #begin(phase: Phase): AbortController {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#phase = phase;
    this.#progress = NO_PROGRESS;
    return this.#stop;
  }

  #give(planned: Result<ImportPreview> | Refusal): void {
    const wasCancelled = !planned.ok && planned.rule === 'import-cancelled';
    this.#refusal = planned.ok || wasCancelled ? null : planned;
    this.#preview = planned.ok ? planned.value : null;
    this.#phase = planned.ok || this.#sheet ? 'preview' : 'choose';
  }
}
