import { redirect } from '@sveltejs/kit';
import { lookupPage, pathOf } from '#ui/state/modules-on-screen.ts';
import { createHouseSchema } from '#workspace/house-schema.ts';

/** Work begins where the shop's goods are: the first page of the first module, on a phone the search for one thing. */
export function load(): never {
  const schema = createHouseSchema();
  if (lookupPage(schema) && matchMedia('(max-width: 560px)').matches) redirect(307, '/lookup');
  const [first] = schema.modules;
  redirect(307, pathOf(first!.id, first!.pages[0]!.id));
}
