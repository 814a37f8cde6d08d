/** What a chart shows, for those who cannot see it: its kind, its measure and its largest parts, in order. */
import type { App } from '#ui/state/app.svelte.ts';
import type { ChartWords, DrawnChart } from './chart-config.ts';

const TOLD = 12;

export interface Telling {
  readonly app: Pick<App, 't' | 'language'>;
  readonly words: ChartWords;
  readonly measure: string;
}

export function chartInWords(chart: DrawnChart, { app, words, measure }: Telling): string {
  const [comma, stop] = app.language === 'zh' ? ['，', '；'] : [', ', '; '];
  const all = chart.kind === 'scatter' ? pointsOf(chart, words) : partsOf(chart, words, comma);
  const told = all.slice(0, TOLD);
  if (all.length > TOLD) told.push(app.t('reports.chart.rest', { count: all.length }));
  return app.t('reports.chart.shows', { kind: app.t(`reports.chart.${chart.kind}`), measure, values: told.join(stop) });
}

type Parts = Exclude<DrawnChart, { kind: 'scatter' }>;

function partsOf({ labels, series }: Parts, words: ChartWords, comma: string): string[] {
  return labels.map((label, at) => {
    const values = series.flatMap((one) => {
      const value = one.values[at];
      if (value === null || value === undefined) return [];
      return [series.length > 1 ? `${words.name(one.label)} ${words.number(value)}` : words.number(value)];
    });
    return `${words.name(label)} ${values.join(comma)}`;
  });
}

function pointsOf({ points }: Extract<DrawnChart, { kind: 'scatter' }>, words: ChartWords): string[] {
  return points.map(({ label, x, y }) => `${words.name(label)} ${words.numberAgainst(x)} / ${words.number(y)}`);
}
