/** The table on the console: value, peer, floor, their ratios, and each bar with whether it was kept. */
import { isMissed, type Bar, type JudgedRow } from './bench-row.ts';

const WIDTHS = [34, 12, 44, 40] as const;

export function printHeading(): void {
  console.log(line(['row', 'value', 'peer', 'floor'], 'bar'));
  console.log('-'.repeat(160));
}

export function printRow(row: JudgedRow): void {
  const { value, unit, peer, peerValue, floor, floorValue } = row;
  const beside = (name: string | null, other: number | null): string =>
    name === null || other === null ? '' : `${amount(other)} ${name} (${(value / other).toFixed(2)}×)`;
  const bars = row.bars.map((bar) => `${words(bar, unit)} ${isMissed(row, bar) ? 'MISSED' : 'ok'}`);
  console.log(
    line([row.name, `${amount(value)} ${unit}`, beside(peer, peerValue), beside(floor, floorValue)], bars.join(', '))
  );
}

function words({ against, most, plus }: Bar, unit: string): string {
  const bound = against ? `${most}× ${against}` : `${most} ${unit}`;
  return `≤ ${bound}${plus ? ` + ${plus} ${unit}` : ''}`;
}

function line(cells: readonly string[], last: string): string {
  return [...cells.map((cell, i) => cell.padEnd(WIDTHS[i]!)), last].join(' ');
}

function amount(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
}
