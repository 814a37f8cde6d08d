/** A report's chart in the words of Chart.js. Colours and type come from the tokens, so that both themes can be read. */
import type { ChartConfiguration, ChartDataset } from 'chart.js';
import type { ChartData } from '#report/chart-data.ts';
import type { Label } from '#schema/column.ts';

/** A map of colours is the table itself: it is not drawn. */
export type DrawnChart = Exclude<ChartData, { readonly kind: 'heat' }>;

export interface ChartLook {
  readonly text: string;
  readonly line: string;
  readonly background: string;
  readonly font: string;
  /** In the order of use, the most different first. */
  readonly colours: readonly string[];
}

export interface ChartWords {
  readonly name: (label: Label) => string;
  readonly number: (value: number) => string;
  readonly numberAgainst: (value: number) => string;
}

type Configured = ChartConfiguration<'bar' | 'line' | 'pie' | 'scatter'>;

export function configOf(chart: DrawnChart, words: ChartWords, look: ChartLook): Configured {
  if (chart.kind === 'scatter') return scatterOf(chart, words, look);
  const isPie = chart.kind === 'pie';
  return {
    type: isPie ? 'pie' : chart.kind === 'line' || chart.kind === 'area' ? 'line' : 'bar',
    data: {
      labels: chart.labels.map(words.name),
      datasets: chart.series.map(
        ({ label, values }, at): ChartDataset<'bar' | 'line' | 'pie' | 'scatter', (number | null)[]> => {
          const colour = colourAt(look, at);
          return {
            label: words.name(label),
            data: [...values],
            backgroundColor: isPie ? values.map((_, slice) => colourAt(look, slice)) : colour,
            borderColor: isPie ? look.background : colour,
            borderWidth: isPie ? 1 : chart.kind === 'line' || chart.kind === 'area' ? 2 : 0,
            ...(chart.kind === 'area' ? { fill: 'origin' } : {})
          };
        }
      ) as Configured['data']['datasets']
    },
    options: {
      ...common(look),
      scales: isPie ? {} : namedAxes(chart, words, look),
      plugins: {
        legend: {
          display: isPie || chart.series.length > 1,
          position: 'right',
          labels: { color: look.text, boxWidth: 10, font: { family: look.font, size: 12 } }
        },
        tooltip: {
          callbacks: {
            label: ({ raw, dataset, label }) =>
              `${isPie ? label : (dataset.label ?? '')} ${typeof raw === 'number' ? words.number(raw) : ''}`
          }
        }
      }
    }
  };
}

function scatterOf(chart: Extract<DrawnChart, { kind: 'scatter' }>, words: ChartWords, look: ChartLook): Configured {
  const { x, y } = axes(look, { isStacked: false, words });
  return {
    type: 'scatter',
    data: {
      datasets: [
        { data: chart.points.map((point) => ({ x: point.x, y: point.y })), backgroundColor: colourAt(look, 0) }
      ]
    },
    options: {
      ...common(look),
      scales: {
        x: { ...x, ticks: { ...x.ticks, callback: (value: string | number) => words.numberAgainst(Number(value)) } },
        y
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          callbacks: {
            label: ({ dataIndex }) => {
              const point = chart.points[dataIndex];
              return point
                ? `${words.name(point.label)} ${words.numberAgainst(point.x)} · ${words.number(point.y)}`
                : '';
            }
          }
        }
      }
    }
  };
}

function common(look: ChartLook) {
  return { responsive: true, maintainAspectRatio: false, animation: false, color: look.text } as const;
}

function axes(look: ChartLook, { isStacked, words }: { readonly isStacked: boolean; readonly words: ChartWords }) {
  const font = { family: look.font, size: 11 };
  return {
    x: { stacked: isStacked, grid: { display: false }, ticks: { color: look.text, font } },
    y: {
      stacked: isStacked,
      grid: { color: look.line },
      border: { display: false },
      ticks: {
        color: look.text,
        font,
        maxTicksLimit: 6,
        callback: (value: string | number) => words.number(Number(value)).replace(/\.00$/, '')
      }
    }
  };
}

/** Names of products are long: below the axis they are cut, in the bubble they are whole. */
const TICK_CHARACTERS = 12;

function namedAxes(chart: Exclude<DrawnChart, { kind: 'scatter' }>, words: ChartWords, look: ChartLook) {
  const { x, y } = axes(look, { isStacked: chart.kind === 'stacked' || chart.kind === 'area', words });
  const callback = (at: string | number): string => {
    const label = chart.labels[Number(at)];
    const name = label ? words.name(label) : '';
    return name.length > TICK_CHARACTERS ? `${name.slice(0, TICK_CHARACTERS - 1)}…` : name;
  };
  return { x: { ...x, ticks: { ...x.ticks, callback } }, y };
}

function colourAt({ colours }: ChartLook, at: number): string {
  return colours[at % colours.length] ?? '';
}
