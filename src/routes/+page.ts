import { redirect } from '@sveltejs/kit';
import { pathOf } from '#ui/state/modules-on-screen.ts';
import { createHouseSchema } from '#workspace/house-schema.ts';

/** Work begins where the shop's goods are: the first page of the first module. */
export function load(): never {
  const [first] = createHouseSchema().modules;
  redirect(307, pathOf(first!.id, first!.pages[0]!.id));
}
