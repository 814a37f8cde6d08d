/** The facts to name beside an alert: the newest rows of its evidence, ties by row id so that every replica agrees. */
import { assert } from '#kernel/result.ts';
import type { RowId } from '#kernel/ids.ts';
import type { Alert } from '#schema/computed.ts';
import { wayName, type Graph } from './graph.ts';

export function newestEvidence(graph: Graph, alert: Alert, id: RowId): readonly RowId[] {
  const { evidence } = alert;
  if (!evidence) return [];
  const way = graph.ways.get(`${wayName(evidence.from, evidence.by)} → ${alert.on}`);
  const order = way?.from.columns.get(evidence.order);
  assert(way && order, `The alert ${alert.id} is not one of this engine's.`);
  const target = way.to.find(id);
  if (target < 0) return [];
  const rows: { readonly id: RowId; readonly at: string | number }[] = [];
  for (let slot = way.first(target); slot >= 0; slot = way.next(slot)) {
    const at = order.now(slot);
    rows.push({ id: way.from.idOf(slot), at: typeof at === 'number' || typeof at === 'string' ? at : '' });
  }
  rows.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? 1 : -1));
  return rows.slice(0, evidence.count).map((row) => row.id);
}
