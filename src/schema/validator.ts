/** Zod validators derived from the declarations, for forms, the API and anything else that takes a whole row. */
import { z } from 'zod';
import { checkCell } from './cell.ts';
import type { CellValue, Column, Columns } from './column.ts';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The issue's message is the refusal's rule name: its sentence belongs to the room `text`. */
export function validatorOfColumn(column: Column): z.ZodType<CellValue> {
  return cell.superRefine((value, context) => {
    const problem = checkCell(column, value);
    if (problem) context.addIssue({ code: 'custom', message: problem.rule, params: problem.values });
  });
}

export function validatorOfRow(columns: Columns): z.ZodType<Record<string, CellValue>> {
  const shape = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, validatorOfColumn(column)]));
  return z.strictObject(shape) as unknown as z.ZodType<Record<string, CellValue>>;
}
