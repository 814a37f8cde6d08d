/** Brands a Wuhan shop carries, with the way each numbers its models and the prices its tags show (yuan). */
export interface DemoFrameBrand {
  readonly brand: string;
  /** Before the digits of a model number. */
  readonly prefixes: readonly string[];
  readonly digits: number;
  readonly materials: readonly string[];
  readonly prices: readonly number[];
  /** How much of the range is sunglasses, 0 to 1. */
  readonly sun: number;
  /** How many of the models in a shop are this brand's, against the others. */
  readonly weight: number;
}

export const demoFrameBrands: readonly DemoFrameBrand[] = [
  {
    brand: '雷朋 Ray-Ban',
    prefixes: ['RB', 'RX'],
    digits: 4,
    materials: ['acetate', 'alloy', 'tr90'],
    prices: [980, 1180, 1280, 1480, 1680],
    sun: 0.5,
    weight: 9
  },
  {
    brand: '暴龙 BOLON',
    prefixes: ['BJ', 'BH', 'BL'],
    digits: 4,
    materials: ['acetate', 'tr90', 'titanium', 'alloy'],
    prices: [698, 798, 898, 998, 1198],
    sun: 0.4,
    weight: 11
  },
  {
    brand: '陌森 MOLSION',
    prefixes: ['MJ', 'MS'],
    digits: 4,
    materials: ['alloy', 'tr90', 'acetate'],
    prices: [598, 698, 798, 898],
    sun: 0.4,
    weight: 10
  },
  {
    brand: '海伦凯勒',
    prefixes: ['H'],
    digits: 4,
    materials: ['tr90', 'acetate', 'titanium'],
    prices: [598, 698, 798, 958],
    sun: 0.35,
    weight: 9
  },
  {
    brand: '精工 SEIKO',
    prefixes: ['HC', 'HO', 'H0'],
    digits: 4,
    materials: ['titanium', 'beta-titanium'],
    prices: [1280, 1480, 1680, 1980],
    sun: 0,
    weight: 7
  },
  {
    brand: '夏蒙 CHARMANT',
    prefixes: ['CH'],
    digits: 5,
    materials: ['titanium', 'beta-titanium'],
    prices: [1380, 1580, 1880, 2280],
    sun: 0,
    weight: 6
  },
  {
    brand: '帕莎 PARZIN',
    prefixes: [''],
    digits: 5,
    materials: ['tr90', 'acetate', 'alloy'],
    prices: [299, 369, 399, 459, 499],
    sun: 0.45,
    weight: 12
  },
  {
    brand: '木九十',
    prefixes: ['FM', 'MJ1', 'SM'],
    digits: 3,
    materials: ['acetate', 'alloy', 'titanium'],
    prices: [799, 899, 999, 1299],
    sun: 0.3,
    weight: 8
  },
  {
    brand: '林德伯格 LINDBERG',
    prefixes: [''],
    digits: 4,
    materials: ['beta-titanium', 'titanium', 'acetate'],
    prices: [3980, 4580, 5280, 5980],
    sun: 0,
    weight: 2
  },
  {
    brand: '派丽蒙',
    prefixes: [''],
    digits: 4,
    materials: ['tr90', 'alloy', 'titanium'],
    prices: [398, 498, 598, 698],
    sun: 0.15,
    weight: 10
  },
  {
    brand: '保圣 Prosun',
    prefixes: ['PS', 'PM'],
    digits: 4,
    materials: ['alloy', 'tr90'],
    prices: [398, 468, 568, 668],
    sun: 0.8,
    weight: 8
  },
  {
    brand: '蔡司 ZEISS',
    prefixes: ['ZS'],
    digits: 5,
    materials: ['titanium', 'acetate', 'beta-titanium'],
    prices: [1180, 1280, 1580, 1980],
    sun: 0.15,
    weight: 5
  },
  {
    brand: '欧克利 Oakley',
    prefixes: ['OX', 'OO'],
    digits: 4,
    materials: ['tr90', 'alloy', 'titanium'],
    prices: [1080, 1280, 1480, 1880],
    sun: 0.5,
    weight: 4
  },
  {
    brand: '汉密尔顿',
    prefixes: ['HM'],
    digits: 4,
    materials: ['alloy', 'tr90', 'acetate'],
    prices: [199, 259, 299, 359],
    sun: 0.1,
    weight: 9
  }
];

export interface DemoLensLine {
  readonly brand: string;
  readonly line: string;
  readonly kind: string;
  readonly pack: string;
  /** Yuan a box. */
  readonly price: number;
  readonly baseCurve: string;
  readonly diameter: string;
  readonly material: string;
  readonly registration: string;
}

/** Ten lines of 25 powers each. */
export const demoLensLines: readonly DemoLensLine[] = [
  lensLine('强生 ACUVUE', '舒日', 'contact-daily', ['30片装', 199, '8.5', '14.2', 'hydrogel']),
  lensLine('强生 ACUVUE', '欧舒适', 'contact-biweekly', ['6片装', 208, '8.4', '14.0', 'silicone-hydrogel']),
  lensLine('强生 ACUVUE', '美瞳', 'contact-colour-daily', ['30片装', 239, '8.5', '14.2', 'hydrogel']),
  lensLine('博士伦', '清朗', 'contact-daily', ['30片装', 159, '8.6', '14.2', 'hydrogel']),
  lensLine('博士伦', '纯视', 'contact-monthly', ['3片装', 168, '8.6', '14.0', 'silicone-hydrogel']),
  lensLine('博士伦', '蕾丝', 'contact-colour-daily', ['10片装', 99, '8.6', '14.2', 'hydrogel']),
  lensLine('爱尔康', '多水润', 'contact-daily', ['30片装', 188, '8.7', '13.8', 'hydrogel']),
  lensLine('爱尔康', '视康舒视氧', 'contact-monthly', ['6片装', 298, '8.6', '13.8', 'silicone-hydrogel']),
  lensLine('库博', '佰视明', 'contact-monthly', ['3片装', 138, '8.6', '14.2', 'silicone-hydrogel']),
  lensLine('海昌', '半年型', 'contact-half-year', ['1片装', 79, '8.6', '14.2', 'hydrogel'])
];

type LensFacts = readonly [pack: string, price: number, baseCurve: string, diameter: string, material: string];

function lensLine(brand: string, line: string, kind: string, facts: LensFacts): DemoLensLine {
  const [pack, price, baseCurve, diameter, material] = facts;
  const registration = brand === '海昌' ? '国械注准2021316' : '国械注进2019316';
  return { brand, line, kind, pack, price, baseCurve, diameter, material, registration };
}

/** Ten solutions in five bottles each. */
export const demoSolutions: readonly { readonly brand: string; readonly line: string; readonly price: number }[] = [
  { brand: '博士伦', line: '润明', price: 39 },
  { brand: '博士伦', line: '水灵', price: 45 },
  { brand: '爱尔康', line: '傲滴', price: 58 },
  { brand: '爱尔康', line: '傲滴双氧', price: 88 },
  { brand: '强生 ACUVUE', line: '全护', price: 52 },
  { brand: '海昌', line: '海俪恩', price: 29 },
  { brand: '海昌', line: '优氧', price: 35 },
  { brand: '库博', line: '清怡', price: 42 },
  { brand: '卫康', line: '新视', price: 26 },
  { brand: '欧普特', line: '硬镜护理', price: 98 }
];

/** Bottle, and its price against the small one in per cent. */
export const demoBottles: readonly (readonly [string, number])[] = [
  ['120ml', 100],
  ['240ml', 150],
  ['360ml', 190],
  ['500ml', 230],
  ['360ml×2', 340]
];
