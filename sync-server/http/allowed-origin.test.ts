import { expect, test } from 'vitest';
import { createOriginCheck } from './allowed-origin.ts';

test.each([
  ['http://shop.lan:4321', 'shop.lan:4321', true],
  ['http://shop.lan:4321', 'Shop.lan:4321', true],
  ['http://shop.lan', 'shop.lan:4321', false],
  ['http://shop.lan.evil.example:4321', 'shop.lan:4321', false],
  ['chrome-extension://shop.lan:4321', 'shop.lan:4321', false],
  [undefined, 'shop.lan:4321', false],
  ['http://shop.lan:4321', undefined, false]
])('origin %s asking host %s: %s', (origin, host, isAllowed) => {
  expect(createOriginCheck([])(origin, host)).toBe(isAllowed);
});
