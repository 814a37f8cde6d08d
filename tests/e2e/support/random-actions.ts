/**
 * What a random user can do, and how often each comes. An action that finds nothing to work on (a filter hid it all)
 * shows the shared rows again instead, and says so.
 */
import { expect } from '@playwright/test';
import type { Chance } from '../../support/random.ts';
import type { OpenCell } from './open-cells.ts';
import type { RandomUser } from './random-user.ts';

export interface RandomAction {
  readonly weight: number;
  readonly act: (user: RandomUser, chance: Chance) => Promise<string>;
}

/** Fifteen products that both people work on, so that they meet. */
export const SHARED_CODES = 'F2000';
/** Text columns that take any text. */
const TEXTS = new Set(['名称', '品牌', '型号', '色号', '颜色', '款式']);
const PRICE = '零售价';
const REORDER_POINT = '补货点';
const MATERIAL = '材质';
const MATERIALS = ['板材', 'TR90', '纯钛', '合金', '混合'];
const STOCK = { path: '/inventory/stock', label: '全部商品' };
const PRODUCTS = { path: '/catalogue/products', label: '商品档案' };
const MOVEMENTS = { path: '/inventory/movements', label: '库存流水' };

const takesText = ({ label }: OpenCell): boolean => TEXTS.has(label);
const isEditable = ({ label }: OpenCell): boolean =>
  TEXTS.has(label) || label === PRICE || label === REORDER_POINT || label === MATERIAL;

export const RANDOM_ACTIONS: readonly RandomAction[] = [
  { weight: 34, act: typeText },
  { weight: 8, act: typeAmount },
  { weight: 4, act: typeNonsense },
  { weight: 4, act: chooseMaterial },
  { weight: 10, act: pasteBlock },
  { weight: 5, act: clearCell },
  { weight: 10, act: undo },
  { weight: 5, act: redo },
  { weight: 5, act: fillDown },
  { weight: 6, act: search },
  { weight: 4, act: filter },
  { weight: 4, act: clearFilters },
  { weight: 4, act: sort },
  { weight: 4, act: openPage },
  { weight: 7, act: switchLine },
  { weight: 2, act: reload }
];

async function typeText(user: RandomUser, chance: Chance): Promise<string> {
  const cell = await user.select(chance, takesText);
  if (!cell) return showShared(user);
  const text = user.typed.nextText(user.name);
  await enter(user, text);
  user.typed.wrote({ person: user.name, ...placeOf(cell), text });
  return `types ${text} into ${nameOf(cell)}`;
}

async function typeAmount(user: RandomUser, chance: Chance): Promise<string> {
  const cell = await user.select(chance, ({ label }) => label === PRICE);
  if (!cell) return showShared(user);
  const { typed, shown } = user.typed.nextAmount();
  await enter(user, typed);
  user.typed.wrote({ person: user.name, ...placeOf(cell), text: shown });
  return `types ${typed} into ${nameOf(cell)}`;
}

/** No number: it stays in its cell, to be corrected. */
async function typeNonsense(user: RandomUser, chance: Chance): Promise<string> {
  const cell = await user.select(chance, ({ label }) => label === PRICE || label === REORDER_POINT);
  if (!cell) return showShared(user);
  const text = user.typed.nextText(user.name);
  await enter(user, text);
  user.typed.kept({ person: user.name, ...placeOf(cell), text });
  return `types ${text}, which is no number, into ${nameOf(cell)}`;
}

async function chooseMaterial(user: RandomUser, chance: Chance): Promise<string> {
  const material = chance.pick(MATERIALS);
  const cell = await user.select(chance, ({ label }) => label === MATERIAL);
  if (!cell) return showShared(user);
  await enter(user, material);
  return `types ${material} into ${nameOf(cell)}`;
}

/** One to three rows, one or two columns. More than one row only where it is known which rows lie below. */
async function pasteBlock(user: RandomUser, chance: Chance): Promise<string> {
  const [height, width] = [1 + chance.below(3), 1 + chance.below(2)];
  const rows = (await user.isInPlainOrder()) ? height : 1;
  const fits = (cell: OpenCell): boolean =>
    takesText(cell) && cell.below.length >= rows - 1 && (width === 1 || TEXTS.has(cell.beside ?? ''));
  const cell = await user.select(chance, fits);
  if (!cell) return showShared(user);
  const labels = [cell.label, cell.beside!].slice(0, width);
  const codes = [cell.code, ...cell.below].slice(0, rows);
  const block = codes.map(() => labels.map(() => user.typed.nextText(user.name)));
  await user.screen.paste(block);
  const bar = user.page.locator('.bar .words');
  await expect(bar).toHaveText(block[0]![0]!);
  codes.forEach((code, r) =>
    labels.forEach((label, c) => user.typed.wrote({ person: user.name, code, label, text: block[r]![c]! }))
  );
  return `pastes ${JSON.stringify(block)} at ${nameOf(cell)}`;
}

async function clearCell(user: RandomUser, chance: Chance): Promise<string> {
  const cell = await user.select(chance, isEditable);
  if (!cell) return showShared(user);
  await user.page.keyboard.press('Delete');
  user.typed.settled({ person: user.name, ...placeOf(cell) });
  return `clears ${nameOf(cell)}`;
}

async function undo(user: RandomUser, chance: Chance): Promise<string> {
  return pressInGrid(user, chance, 'Control+z');
}

async function redo(user: RandomUser, chance: Chance): Promise<string> {
  return pressInGrid(user, chance, 'Control+y');
}

async function pressInGrid(user: RandomUser, chance: Chance, keys: string): Promise<string> {
  const times = 1 + chance.below(3);
  if (!(await user.select(chance, takesText))) return showShared(user);
  for (let i = 0; i < times; i++) await user.page.keyboard.press(keys);
  return `presses ${keys} ${times} times`;
}

async function fillDown(user: RandomUser, chance: Chance): Promise<string> {
  const rows = 1 + chance.below(3);
  const cell = await user.select(chance, (found) => takesText(found) && found.below.length >= rows);
  if (!cell) return showShared(user);
  for (let i = 0; i < rows; i++) await user.page.keyboard.press('Shift+ArrowDown');
  await user.page.keyboard.press('Control+d');
  return `fills ${rows} rows down from ${nameOf(cell)}`;
}

async function search(user: RandomUser, chance: Chance): Promise<string> {
  const text = chance.pick([SHARED_CODES, SHARED_CODES, 'F20001', 'C3000', '']);
  await user.search(text);
  return `searches for "${text}"`;
}

async function filter(user: RandomUser, chance: Chance): Promise<string> {
  const [column, text] = [chance.pick(['型号', '颜色', '品牌']), chance.pick(['Q', '1', '亮'])];
  await user.page.keyboard.press('Control+Shift+l');
  const panel = user.page.getByRole('dialog', { name: '筛选' });
  const field = panel.getByLabel(`${column} 包含`);
  if (!(await field.isVisible())) await panel.getByLabel('按哪一列筛选').selectOption({ label: column });
  await field.fill(text);
  await user.page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(user.page.getByRole('list', { name: '正在使用的筛选' })).toContainText(`${column} 含“${text}”`);
  return `filters ${column} by "${text}"`;
}

async function clearFilters(user: RandomUser): Promise<string> {
  await user.clearFilters();
  return 'clears all filters';
}

async function sort(user: RandomUser, chance: Chance): Promise<string> {
  const label = chance.pick(['型号', '颜色', '品牌']);
  const heading = user.page.locator('.ht_clone_top thead th').filter({ hasText: label }).first();
  await heading.hover();
  await heading.locator('.lb-sort').click();
  return `sorts by ${label}`;
}

async function openPage(user: RandomUser, chance: Chance): Promise<string> {
  const [first, then] = [chance.pick([STOCK, PRODUCTS, MOVEMENTS]), chance.pick([STOCK, PRODUCTS])];
  const visited = first === MOVEMENTS ? [STOCK, MOVEMENTS, then] : [first];
  for (const { path, label } of visited) await user.open(path, label);
  await user.search(SHARED_CODES);
  return `opens ${visited.map(({ label }) => label).join(', ')}`;
}

async function switchLine(user: RandomUser): Promise<string> {
  await (user.isOffline ? user.goOnline() : user.goOffline());
  return user.isOffline ? 'loses the line' : 'has the line again';
}

/** What is not on the device yet may be lost by a reload, and says so beside its row: it is waited for. */
async function reload(user: RandomUser): Promise<string> {
  await expect(user.page.locator('.lb-saving')).toHaveCount(0);
  await user.page.reload();
  await user.screen.gridIsThere();
  await user.search(SHARED_CODES);
  return 'reloads the page';
}

async function showShared(user: RandomUser): Promise<string> {
  await user.clearFilters();
  await user.search(SHARED_CODES);
  return 'finds nothing to work on, and clears all filters';
}

async function enter({ page }: RandomUser, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

function placeOf({ code, label }: OpenCell): { readonly code: string; readonly label: string } {
  return { code, label };
}

function nameOf({ code, label }: OpenCell): string {
  return `${code} ${label}`;
}
