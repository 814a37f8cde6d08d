/** Chinese sentences end and pause with Chinese punctuation, in the interface's texts and in what modules declare. */
import { expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { refusalsZh } from '#text/refusals-zh.ts';
import { zh } from '#text/zh.ts';

const HALF_WIDTH = /[\u4e00-\u9fff][,:;!?]|[,:;!?][\u4e00-\u9fff]/;

/** Every `zh` below a declaration. */
function* chineseIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value))
    if (name === 'zh' && typeof inner === 'string') yield inner;
    else yield* chineseIn(inner);
}

test('no half-width comma, colon or semicolon beside a Chinese character', () => {
  const declared = [...chineseIn(modules)];
  expect(declared.length).toBeGreaterThan(100);
  const all = [...declared, ...Object.values(zh), ...Object.values(refusalsZh)].map(String);
  expect(all.filter((text) => HALF_WIDTH.test(text))).toEqual([]);
});
