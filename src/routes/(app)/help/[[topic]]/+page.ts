import { openManual, type OpenedManual } from '#ui/help/manual.ts';

export function load({ params }: { params: { topic?: string } }): Promise<OpenedManual> {
  return openManual(params.topic);
}
