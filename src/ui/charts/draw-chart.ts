/** The only place that imports Chart.js, and itself imported only when there is something to draw. */
import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PieController,
  PointElement,
  ScatterController,
  Tooltip
} from 'chart.js';
import { configOf, type ChartLook, type ChartWords, type DrawnChart } from './chart-config.ts';

Chart.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PieController,
  PointElement,
  ScatterController,
  Tooltip
);

/** Draws over what was there; the answer takes it away again. */
export function drawChart(canvas: HTMLCanvasElement, chart: DrawnChart, words: ChartWords): () => void {
  const drawn = new Chart(canvas, configOf(chart, words, lookOf(canvas)));
  return () => drawn.destroy();
}

const COLOURS = [
  '--accent',
  '--amber',
  '--tone-blue-text',
  '--red',
  '--tone-green-text',
  '--text-quiet',
  '--tone-amber-text',
  '--line-strong',
  '--tone-red-text',
  '--text-faint',
  '--amber-text',
  '--text'
];

function lookOf(canvas: HTMLCanvasElement): ChartLook {
  const style = getComputedStyle(canvas);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: token('--text-quiet'),
    line: token('--line'),
    background: token('--bg'),
    font: token('--font'),
    colours: COLOURS.map(token)
  };
}
