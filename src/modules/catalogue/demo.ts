/**
 * Demo products: 2,000 frames and sunglasses that vary as a real range does (one model in two or three colours and one or
 * two sizes at one price), 250 contact lenses and 50 solutions with batch, expiry and registration.
 */
import { keyedRowId } from '#kernel/ids.ts';
import { addDays, type LocalDate } from '#kernel/local-date.ts';
import type { CellValue } from '#schema/column.ts';
import type { Random } from '../demo-random.ts';
import type { DemoRow } from '../demo-row.ts';
import { drawStocking } from '../inventory/demo-stocking.ts';
import { demoBottles, demoFrameBrands, demoLensLines, demoSolutions, type DemoFrameBrand } from './demo-brands.ts';
import { products } from './products.ts';

const FRAMES = 2_000;
const COLORS: readonly (readonly [string, string])[] = [
  ['C1', '亮黑'],
  ['C2', '哑黑'],
  ['C3', '玳瑁'],
  ['C4', '金'],
  ['C5', '银'],
  ['C6', '枪灰'],
  ['C7', '深蓝'],
  ['C8', '茶色'],
  ['C9', '酒红'],
  ['C10', '透明灰'],
  ['C11', '粉']
];
const SHAPES = ['方框', '圆框', '椭圆', '多边形', '猫眼', '飞行员', '波士顿'];
const RIMS = ['full', 'full', 'full', 'half', 'half', 'rimless'];
const TEMPLES_MM = [135, 140, 140, 145, 145, 150];

type Values = Record<string, CellValue>;

export interface Range {
  /** The day on which the range is entered. */
  readonly on: LocalDate;
  /** The last day of the demo, from which expiry dates are counted. */
  readonly until: LocalDate;
}

export function drawProducts(random: Random, { on, until }: Range): DemoRow[] {
  const devices = [...drawLenses(random), ...drawSolutions(random)].map((values, index) => ({
    ...values,
    ...drawBatch(random, { until, index })
  }));
  return [...drawFrames(random), ...devices].map((values, index) => {
    const sku = index < FRAMES ? `F${200_000 + 7 * index}` : `C${30_000 + index - FRAMES}`;
    const row: Values = { sku, barcode: ean13(`6921${String(10_000_000 + index * 37)}`), ...values, active: true };
    return { table: products.id, id: keyedRowId('p', sku), values: { ...row, ...drawStocking(random, sku) }, on };
  });
}

/** Twelve digits and the check digit that GS1 asks for. */
export function ean13(twelve: string): string {
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += Number(twelve[i]) * (i % 2 === 0 ? 1 : 3);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}

function drawFrames(random: Random): Values[] {
  const shelf = demoFrameBrands.flatMap((brand) => Array.from({ length: brand.weight }, () => brand));
  const known = new Set<string>();
  const frames: Values[] = [];
  while (frames.length < FRAMES) {
    const brand = random.pick(shelf);
    const digits = random.between(10 ** (brand.digits - 1), 10 ** brand.digits - 1);
    const model = `${random.pick(brand.prefixes)}${digits}`;
    if (known.has(`${brand.brand} ${model}`)) continue;
    known.add(`${brand.brand} ${model}`);
    frames.push(...drawVariants(random, brand, model));
  }
  return frames.slice(0, FRAMES);
}

function drawVariants(random: Random, brand: DemoFrameBrand, model: string): Values[] {
  const kind = random.chance(brand.sun) ? 'sunglasses' : 'frame';
  const rim = kind === 'sunglasses' ? 'full' : random.pick(RIMS);
  const eyeMm = random.between(48, 57);
  const bridgeMm = random.between(15, 21);
  const temple = random.pick(TEMPLES_MM);
  const style = {
    name: `${brand.brand.split(' ')[0]} ${kind === 'sunglasses' ? '太阳镜' : '镜架'}`,
    brand: brand.brand,
    model,
    material: random.pick(brand.materials),
    rim,
    kind,
    shape: random.pick(SHAPES),
    supplierCode: `G${random.between(10_000, 99_999)}`,
    retailPrice: random.pick(brand.prices) * 100
  };
  const sizes = random.chance(0.25) ? [eyeMm, eyeMm + 2] : [eyeMm];
  return random
    .sample(COLORS, random.between(1, 4))
    .flatMap(([colorCode, color]) =>
      sizes.map((eye) => ({ ...style, colorCode, color, size: `${eye}□${bridgeMm}-${temple}` }))
    );
}

/** -0.50 to -6.00 by quarters, then -6.50 and -7.00: the powers that a shop keeps in drawers. */
function lensPowers(): number[] {
  return [...Array.from({ length: 23 }, (_, i) => -50 - 25 * i), -650, -700];
}

function drawLenses(random: Random): Values[] {
  return demoLensLines.flatMap(({ line, pack, price, registration, ...lens }) => {
    const certificate = `${registration}${random.between(1000, 1999)}`;
    const box = { ...lens, name: `${lens.brand} ${line} ${pack}`, model: line, size: pack };
    return lensPowers().map((power) => ({ ...box, power, retailPrice: price * 100, registration: certificate }));
  });
}

function drawSolutions(random: Random): Values[] {
  return demoSolutions.flatMap(({ brand, line, price }) => {
    const registration = `国械注准2020316${random.between(1000, 1999)}`;
    return demoBottles.map(([size, perCent]) => ({
      name: `${brand} ${line}护理液 ${size}`,
      brand,
      model: line,
      size,
      kind: 'solution',
      // Whole yuan, as tags are printed.
      retailPrice: Math.round((price * perCent) / 100) * 100,
      registration
    }));
  });
}

/** Every hundredth is within 90 days of its expiry, so that the demo has something to warn about. */
function drawBatch(random: Random, { until, index }: { until: LocalDate; index: number }): Values {
  const days = index % 100 === 40 ? random.between(20, 85) : random.between(270, 1_200);
  return { batch: `L${random.between(100_000, 999_999)}`, expiresOn: addDays(until, days) };
}
