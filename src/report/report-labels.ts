/** What a dimension is called where it was given no name of its own. */
import type { Label } from '#schema/column.ts';
import type { Dimension } from '#schema/report.ts';
import type { ReportSource } from './report-source.ts';

export function findReportLabel<Row>(source: ReportSource<Row>, { column, label }: Dimension): Label {
  return label ?? source.column(column)?.label ?? { zh: column, en: column };
}

export const TOTAL_LABEL: Label = { zh: '合计', en: 'Total' };
export const SUBTOTAL_LABEL: Label = { zh: '小计', en: 'subtotal' };
