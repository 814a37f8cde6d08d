/**
 * The report on screen, computed between two frames. A newer question drops the older one, and what was shown stays until
 * the new numbers are whole: half-counted rows are never shown. After rows changed it waits a moment, longer for a report
 * that takes longer, so that a colleague's paste does not keep this device computing.
 */
import { localDateAt, type LocalDate } from '#kernel/local-date.ts';
import { chartOf, type ChartData } from '#report/chart-data.ts';
import { computeReport } from '#report/compute-report.ts';
import type { Steps } from '#report/pace.ts';
import type { ReportInput } from '#report/report-source.ts';
import type { ReportResult } from '#report/report-result.ts';
import type { Report } from '#schema/report.ts';
import type { RowArray } from '#schema/table.ts';
import type { AppState } from '#ui/state/app.svelte.ts';
import { createReportSource } from '#workspace/report-source.ts';
import { workOff } from './work-off.ts';

const RENEW_EVERY_MS = 500;
const SILENT_MS = 200;

export interface ShownReport {
  readonly input: ReportInput<RowArray>;
  readonly result: ReportResult;
  readonly chart: ChartData | null;
}

export class ReportState {
  readonly #app: AppState;
  #shown = $state.raw<ShownReport | null>(null);
  /** Rows read so far; null while nothing is computed, or not for long enough to speak of it. */
  #readRows = $state<number | null>(null);
  #report: Report | null = null;
  #work = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tookMs = 0;
  #isWorking = false;
  /** Rows changed while it was computed. */
  #isDue = false;

  constructor(app: AppState) {
    this.#app = app;
  }

  get shown(): ShownReport | null {
    return this.#shown;
  }

  get readRows(): number | null {
    return this.#readRows;
  }

  /** Another report at once, the same one again after a moment. */
  ask(report: Report): void {
    if (report !== this.#report) {
      this.stop();
      this.#report = report;
      this.#shown = null;
      this.#readRows = null;
      this.#tookMs = 0;
      void this.#compute(report);
      return;
    }
    // Work under way is not begun anew, or rows that keep arriving would never let it end.
    if (this.#isWorking) return void (this.#isDue = true);
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        void this.#compute(report);
      },
      Math.max(RENEW_EVERY_MS, 2 * this.#tookMs)
    );
  }

  stop(): void {
    this.#work.abort();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isWorking = false;
    this.#isDue = false;
  }

  async #compute(report: Report): Promise<void> {
    this.#work.abort();
    const { signal } = (this.#work = new AbortController());
    this.#isWorking = true;
    const began = performance.now();
    let read = 0;
    const tell = (): void => {
      if (performance.now() - began > SILENT_MS) this.#readRows = read;
    };
    const input = inputOf(this.#app, report, localDateAt(this.#app.workspace.clock.now()));
    const counted = { ...input, source: { ...input.source, rows: () => counting(input.source.rows(), () => read++) } };
    const done = await workOff(computeAll(counted, report), { signal, tell });
    if (done === 'dropped') return;
    this.#tookMs = performance.now() - began;
    this.#readRows = null;
    this.#shown = { input, ...done };
    this.#isWorking = false;
    if (!this.#isDue) return;
    this.#isDue = false;
    this.ask(report);
  }
}

function* computeAll(input: ReportInput<RowArray>, report: Report): Steps<Omit<ShownReport, 'input'>> {
  const result = yield* computeReport(input);
  return { result, chart: report.chart ? yield* chartOf(result, report.chart) : null };
}

function* counting<T>(rows: Iterable<T>, count: () => void): Iterable<T> {
  for (const row of rows) {
    count();
    yield row;
  }
}

function inputOf({ workspace }: AppState, report: Report, today: LocalDate): ReportInput<RowArray> {
  const from = {
    schema: workspace.schema,
    engine: workspace.engine,
    rows: (table: string) => workspace.tables.computedRows(table),
    nameOf: (table: string, id: string) => workspace.titleOf(table, id)
  };
  return { report, source: createReportSource(from, report.source), today };
}
