/** The only list of modules: screens, permissions, imports, checks and help follow from it, none keeps a list of its own. */
import { catalogue } from './catalogue/module.ts';
import { inbox } from './inbox/module.ts';
import { inventory } from './inventory/module.ts';
import { own } from './own/module.ts';
import { shops } from './shops/module.ts';
import { views } from './views/module.ts';

export const modules = [inventory, catalogue, shops, views, inbox, own] as const;
