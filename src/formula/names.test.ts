/** What names in brackets mean, how they are stored, and what the editor offers. */
import { describe, expect, test } from 'vitest';
import { column } from '#schema/column.ts';
import { createSchema, type Schema } from '#schema/module.ts';
import { sheet } from '#schema/table.ts';
import { completeAt } from './complete.ts';
import { errorAt } from './error-at.ts';
import { namesOfSchema } from './schema-names.ts';
import { cellOf, compiled, names, schema, TABLE } from './small-house.fixture.ts';
import { shownText, storedText } from './stored-text.ts';

const label = { zh: '算', en: 'Worked out' };

function told(text: string, table = TABLE): unknown {
  const formula = compiled(text, table);
  if (!formula.ok) return `! ${formula.rule}`;
  const { home, column: own, helpers } = formula.value;
  return [home, own.of, Object.fromEntries(Object.entries(helpers).map(([space, of]) => [space, Object.keys(of)]))];
}

/** Home and columns read, without the helpers. */
const read = (text: string, table = TABLE): unknown => {
  const all = told(text, table);
  return Array.isArray(all) ? all.slice(0, 2) : all;
};

describe('a name', () => {
  test('is a label in either language or an id, in any case and width', () => {
    for (const text of ['=[零售价]', '=[price]', '=[ＰＲＩＣＥ]', '=【零售价】', '=[ Price ]'])
      expect(told(text)).toEqual([TABLE, ['price'], {}]);
  });

  test('that occurs twice is one input', () => {
    expect(told('=[零售价]+[Price]*[price]')).toEqual([TABLE, ['price'], {}]);
  });

  test('goes through a reference, also several, and a bare reference is the key of its row', () => {
    expect(told('=[品牌.毛利]')).toEqual([TABLE, ['$brand.margin'], { [TABLE]: ['$brand.margin'] }]);
    expect(told('=[商品.品牌.毛利]', 'shop.moves')).toEqual([
      'shop.moves',
      ['$product.$brand.margin'],
      { [TABLE]: ['$brand.margin'], 'shop.moves': ['$product.$brand.margin'] }
    ]);
    expect(told('=[品牌]&""')).toEqual([TABLE, ['$brand.name'], { [TABLE]: ['$brand.name'] }]);
    expect(told('=[品牌。毛利]')).toEqual(told('=[品牌.毛利]'));
  });

  test('of a group per shop moves the formula there; the table’s own columns are looked up', () => {
    expect(told('=IF([在手]<[补货点],1,0)')).toEqual([
      'shop.stock',
      ['onHand', '$product.reorder'],
      { 'shop.stock': ['$product.reorder'] }
    ]);
    expect(told('=[门店库存.在手]')).toEqual(['shop.stock', ['onHand'], {}]);
  });

  test('of rows behind the group means the rows of that shop', () => {
    expect(told('=SUM([门店库存.流水.数量])')).toEqual([
      'shop.stock',
      ['$sum:shop.moves(product,shop).quantity'],
      { 'shop.stock': ['$sum:shop.moves(product,shop).quantity'] }
    ]);
    const stored = storedText({ names, table: TABLE, text: '=SUM([门店库存.流水.数量])' });
    expect(stored.ok && shownText({ names, table: TABLE, text: stored.value }, 'en')).toBe(
      '=SUM([Stock by shop.Moves.Quantity])'
    );
  });

  test('of rows that refer to this one stands only in a total', () => {
    expect(told('=[流水.数量]')).toBe('! formula-rows-need-sum');
    expect(read('=SUM([流水.数量])')).toEqual([TABLE, ['$sum:shop.moves(product).quantity']]);
    expect(told('=SUM([流水.数量]*2)')).toBe('! formula-rows-need-sum');
    expect(told('=SUM([流水.备注])')).toBe('! formula-not-a-number-column');
  });

  test('of a table that refers here twice says by which column', () => {
    expect(told('=SUM([调拨.数量])', 'shop.shops')).toBe('! formula-ambiguous-name');
    expect(read('=SUM([调拨:调出.数量])', 'shop.shops')).toEqual(['shop.shops', ['$sum:shop.sendings(from).quantity']]);
    const stored = storedText({ names, table: 'shop.shops', text: '=SUM([调拨：调入.数量])' });
    expect(stored.ok && shownText({ names, table: 'shop.shops', text: stored.value }, 'en')).toBe(
      '=SUM([Sendings:To.Quantity])'
    );
  });

  test('in conditions is of one table, and may be a column of the row itself', () => {
    expect(read('=SUMIFS([流水.数量],[流水.原因],"销售")')).toEqual([
      TABLE,
      ['$sum:shop.moves(product).quantity?reason="销售"']
    ]);
    expect(read('=COUNTIF([流水.数量],">"&[补货点])')).toEqual([TABLE, [expect.stringContaining('>')]]);
    expect(told('=SUMIFS([流水.数量],[零售价],1)')).toBe('! formula-needs-rows');
    expect(told('=SUMIFS([流水.数量],[门店库存.在手],1)')).toBe('! formula-rows-of-two-tables');
    expect(told('=SUMIFS([流水.数量],[流水.原因],1,2)')).toBe('! formula-conditions-in-pairs');
    expect(told('=COUNTIF([流水.数量],[在手])')).toBe('! formula-condition-out-of-reach');
  });
});

describe('a stored formula', () => {
  const text = '=IF( [在手]<[补货点],\n [品牌.毛利] , “少” )';
  const stored = storedText({ names, table: TABLE, text });

  /** The house with some labels changed. */
  function renamed(labels: Readonly<Record<string, string>>, gone?: string): Schema {
    const [module] = schema.modules;
    const tables = module!.tables.map((table) => ({
      ...table,
      columns: Object.fromEntries(
        Object.entries(table.columns)
          .filter(([id]) => id !== gone)
          .map(([id, of]) => [id, { ...of, label: { ...of.label, zh: labels[id] ?? of.label.zh } }])
      )
    }));
    return createSchema([{ ...module!, tables }]);
  }

  test('keeps what was typed and replaces names by ids', () => {
    expect(stored).toEqual({
      ok: true,
      value:
        '=IF( [#@shop.stock/onHand|在手]<[#@shop.products/reorder|补货点],\n [#@shop.products/brand/margin|品牌.毛利] , “少” )'
    });
  });

  test('shows the labels of today', () => {
    const now = namesOfSchema(renamed({ reorder: "下限[1]'s", margin: '利润' }));
    if (!stored.ok) throw new Error(stored.rule);
    const shown = shownText({ names: now, table: TABLE, text: stored.value }, 'zh');
    expect(shown).toBe("=IF( [在手]<[下限'[1']'s],\n [品牌.利润] , “少” )");
    const again = storedText({ names: now, table: TABLE, text: shown });
    expect(again.ok && again.value).toContain("[#@shop.products/reorder|下限'[1']'s]");
  });

  test('shows ids where two columns have one label, and refuses that label', () => {
    const now = namesOfSchema(renamed({ reorder: '装量' }));
    const shown = shownText({ names: now, table: TABLE, text: '=[#@shop.products/reorder|补货点]' }, 'zh');
    expect(shown).toBe('=[#@shop.products/reorder]');
    expect(errorAt({ names: now, table: TABLE, text: '=[装量]', label })?.refusal).toMatchObject({
      rule: 'formula-ambiguous-name',
      values: { choices: '[#@shop.products/reorder] [#@shop.products/pack]' }
    });
  });

  test('says #NAME with the old label where a column is gone', () => {
    const now = namesOfSchema(renamed({}, 'reorder'));
    const text = '=[#@shop.products/reorder|补货点]+1';
    expect(shownText({ names: now, table: TABLE, text }, 'zh')).toBe('=[补货点]+1');
    expect(errorAt({ names: now, table: TABLE, text: '=[补货点]+1', label })?.refusal.rule).toBe(
      'formula-unknown-column'
    );
    expect(cellOf('=[#@shop.products/nothing|旧列]+1')).toMatchObject({
      code: '#NAME',
      because: expect.stringContaining('旧列')
    });
  });

  test('of another table is gone here', () => {
    expect(cellOf('=[#@shop.moves/quantity|数量]')).toMatchObject({ code: '#NAME' });
  });

  test('with a way that nothing declares is gone, though table and column are there', () => {
    expect(cellOf('=SUM([#@shop.products/shop.sendings(from)/quantity|数量])')).toMatchObject({ code: '#NAME' });
    expect(cellOf('=[#@shop.products/price/name|名称]')).toMatchObject({ code: '#NAME' });
  });
});

test('a label with dots of its own is found before it is cut', () => {
  const prices = sheet({
    id: 'a.prices',
    label: { zh: '价目', en: 'Prices' },
    book: { audience: 'org' },
    columns: { net: column.money({ label: { zh: '价.净', en: 'Price no. 1' } }) }
  });
  const module = { id: 'a', label, area: 'system', tables: [prices], groups: [], computed: {}, actions: [] } as const;
  const own = namesOfSchema(createSchema([{ ...module, alerts: [], pages: [] }]));
  for (const text of ['=[价.净]', '=[Price no. 1]'])
    expect(storedText({ names: own, table: 'a.prices', text }).ok).toBe(true);
});

test('an error is underlined where it is', () => {
  const at = (text: string) => {
    const error = errorAt({ names, table: TABLE, text, label });
    return error && [error.start, error.end, error.refusal.rule];
  };
  expect(at('=[零售价]*2')).toBeNull();
  expect(at('=1+[零售]*2')).toEqual([3, 7, 'formula-unknown-column']);
  expect(at('=ROUND()')).toEqual([1, 8, 'formula-too-few-arguments']);
  expect(at('')).toEqual([0, 0, 'formula-empty']);
});

describe('completion', () => {
  function offered(text: string, table = TABLE, language: 'zh' | 'en' = 'zh') {
    const { from, suggestions, inside } = completeAt({ names, table, text, cursor: text.length, language });
    return {
      from,
      inserts: suggestions.map(({ insert }) => insert),
      inside: inside && [inside.called.name, inside.argument]
    };
  }

  test('offers functions by either name, and columns', () => {
    expect(offered('=su').inserts).toEqual(['SUM(', 'SUMIF(', 'SUMIFS(', 'SUBSTITUTE(']);
    expect(offered('=四舍').inserts).toEqual(['四舍五入(']);
    expect(offered('=1+补').inserts).toEqual(['[补货点]']);
    expect(offered('=reo', TABLE, 'en').inserts).toEqual(['[Reorder point]']);
  });

  test('follows references and rows inside a bracket', () => {
    expect(offered('=[品牌.')).toMatchObject({ from: 2, inserts: ['品牌.名称]', '品牌.毛利]', '品牌.商品.'] });
    expect(offered('=SUM([流').inserts).toEqual(['流水.']);
    expect(offered('=SUM([门店库存.流').inserts).toEqual(['门店库存.流水.']);
    expect(offered('=SUM([流水.数').inserts).toEqual(['流水.数量]']);
  });

  test('tells the call and argument it is in, and nothing inside a text', () => {
    expect(offered('=IF([在手]>1，').inside).toEqual(['IF', 1]);
    expect(offered('=ROUND(SUM(1,2),').inside).toEqual(['ROUND', 1]);
    expect(offered('="su')).toEqual({ from: 4, inserts: [], inside: undefined });
  });

  test('names the group where its column is called like one of the table', () => {
    const wide = createSchema(
      schema.modules.map((module) => ({
        ...module,
        groups: module.groups.map((group) => ({ ...group, label: { zh: '库', en: 'Stock' } })),
        computed: {
          'shop.stock': {
            onHand: { ...module.computed['shop.stock']!['onHand']!, label: { zh: '零售价', en: 'Held' } }
          }
        }
      }))
    );
    const text = '=[零售';
    const { suggestions } = completeAt({ names: namesOfSchema(wide), table: TABLE, text, cursor: 4, language: 'zh' });
    expect(suggestions.map(({ insert }) => insert)).toEqual(['零售价]', '库.零售价]']);
  });
});
