import { describe, expect, test } from 'vitest';
import { parseCell } from '#schema/cell.ts';
import type { CellValue } from '#schema/column.ts';
import { normalizeFrameSize } from './frame-size.ts';
import { isClassThree, productKinds, stockClassOf } from './product-kinds.ts';
import { products } from './products.ts';

type ColumnName = keyof typeof products.columns;

describe('[INV-02] cells of real product files are read as meant', () => {
  test.each<[ColumnName, string, CellValue]>([
    ['sku', '  F103675 ', 'F103675'],
    ['barcode', '6901000000073', '6901000000073'],
    ['size', '57□18-150', '57□18-150'],
    ['size', '53-17-150', '53□17-150'],
    ['material', 'TR90', 'tr90'],
    ['material', 'β钛', 'beta-titanium'],
    ['rim', '半框', 'half'],
    ['kind', '太阳镜', 'sunglasses'],
    ['kind', '双周抛', 'contact-biweekly'],
    ['kind', '美瞳日抛', 'contact-colour-daily'],
    ['retailPrice', '¥１９９', 19_900],
    ['retailPrice', '899.00元', 89_900],
    ['power', '-4.25', -425],
    ['baseCurve', '8.6', '8.6'],
    ['diameter', '14mm', '14.0'],
    ['expiresOn', '2027年10月11日', '2027-10-11'],
    ['expiresOn', '20270901', '2027-09-01'],
    ['registration', '国械注进 20193161000', '国械注进20193161000'],
    ['active', '否', false]
  ])('%s %s', (name, typed, value) => {
    expect(parseCell(products.columns[name], typed)).toEqual({ ok: true, value });
  });

  test.each<[ColumnName, string, string]>([
    ['retailPrice', '面议', 'not-an-amount'],
    ['retailPrice', '-699', 'negative'],
    ['retailPrice', '599.999', 'too-many-decimals'],
    ['barcode', '6901000127728', 'wrong-check-digit'],
    ['sku', '', 'required'],
    ['sku', 'A|B', 'sku-form'],
    ['kind', '眼镜盒子?', 'unknown-choice'],
    ['expiresOn', '2027-02-30', 'no-such-date'],
    ['baseCurve', '平', 'not-millimetres'],
    ['model', '长'.repeat(40_000), 'cell-too-long']
  ])('%s %.12s is refused: %s', (name, typed, rule) => {
    expect(parseCell(products.columns[name], typed)).toMatchObject({ ok: false, rule });
  });

  test('a warning level that is not a whole number is refused', () => {
    const stocking = Object.values(products.columns).find((column) => column.label.zh === '补货点');
    expect(stocking && parseCell(stocking, '三')).toMatchObject({ ok: false, rule: 'not-a-whole-number' });
  });
});

describe('frame sizes get the box sign whatever was typed for it', () => {
  test.each([
    '52□18-140',
    '52-18-140',
    '52x18-140',
    '52X18-140',
    '52×18-140',
    '52口18-140',
    '52 □ 18 - 140',
    '５２-１８-１４０',
    '52/18/140',
    '52[]18-140'
  ])('%s', (typed) => {
    expect(normalizeFrameSize(typed)).toBe('52□18-140');
  });

  test.each(['360ml', '30片装', '30×10', '90-10-500', '均码'])('%s is left alone', (typed) => {
    expect(normalizeFrameSize(typed)).toBe(typed);
  });

  test('without the temple it is still a frame size', () => {
    expect(normalizeFrameSize('52x18')).toBe('52□18');
  });
});

describe('[OPT-13] contact lenses and solutions are class III devices', () => {
  const lens = {
    sku: 'C20000',
    kind: 'contact-biweekly',
    batch: 'L427974',
    expiresOn: '2028-05-26',
    registration: '国械注进20193161000'
  };

  test('a lens with batch, expiry and registration stands', () => {
    expect(products.checkRow?.(lens)).toBeNull();
  });

  test.each([
    ['batch', 'batch-required-class-iii'],
    ['expiresOn', 'expiry-required-class-iii'],
    ['registration', 'registration-required-class-iii']
  ])('without %s it is refused: %s', (column, rule) => {
    expect(products.checkRow?.({ ...lens, [column]: null })).toEqual({ rule, column });
  });

  test('a frame needs none of them, nor does a product whose kind is not yet known', () => {
    expect(products.checkRow?.({ sku: 'F1', kind: 'frame' })).toBeNull();
    expect(products.checkRow?.({ sku: 'F1' })).toBeNull();
  });

  test('the class III kinds are the contact lenses and the solutions', () => {
    const kinds = productKinds.map((kind) => kind.value);
    expect(kinds.filter(isClassThree)).toEqual(
      kinds.filter((kind) => kind.startsWith('contact-') || kind === 'solution')
    );
  });
});

test('[INV-16] blanks, finished glasses, goods and consumables are separate classes', () => {
  expect(['lens-blank', 'finished-glasses', 'frame', 'consumable'].map(stockClassOf)).toEqual([
    'raw',
    'finished',
    'goods',
    'consumable'
  ]);
  expect(stockClassOf(null)).toBeNull();
});

test('no spelling means two kinds', () => {
  const spellings = productKinds.flatMap((kind) => [kind.label.zh, kind.label.en, ...kind.aliases]);
  expect(new Set(spellings).size).toBe(spellings.length);
});
