import { expect, test } from 'vitest';
import { hasMergedCells } from './merged-cells.ts';

test.each([
  ['<table><tr><td colspan="2">A</td></tr></table>', true],
  ['<table><tr><td height=20 rowspan=3 class=xl65>A</td></tr></table>', true],
  ["<td style='x' colspan = '12'>", true],
  ["<td colspan=3 style='mso-ignore:colspan'>a long name that runs over</td><td>", false],
  ['<table><tr><td colspan="1" rowspan="1">A</td></tr></table>', false],
  ['<table><tr><td>colspan="2"</td></tr></table>', false],
  ['', false]
])('merged cells are seen in %j: %s', (html, expected) => {
  expect(hasMergedCells(html)).toBe(expected);
});
