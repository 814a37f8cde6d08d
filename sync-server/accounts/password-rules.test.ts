import { expect, test } from 'vitest';
import { drawReadablePassword } from '../demo/readable-password.ts';
import { checkPassword } from './password-rules.ts';

const context = { signIn: 'chen', names: ['陈静', 'jingguang'] };
const ruleFor = (password: string): string | null => checkPassword(password, context)?.rule ?? null;

test('fewer than ten characters are too short, ten are not', () => {
  expect(ruleFor('kq7-vm2-x')).toBe('password-too-short');
  expect(ruleFor('kq7-vm2-xw')).toBeNull();
  // Ten code units, five characters.
  expect(ruleFor('😀😁😂😃😄')).toBe('password-too-short');
});

test.each(['kq7-Chen-xw92', 'ｋｑ７ｃｈｅｎｘｗ９２'])('%s contains the sign-in name', (password) => {
  expect(ruleFor(password)).toBe('password-contains-name');
});

test.each([
  'password12',
  'P@ssw0rd2024',
  'admin123456',
  '1234567890',
  '0987654321',
  'qwertyuiop',
  'Qwerty12345',
  '1qaz2wsx3edc',
  'aaaaaaaaaaaa',
  'abababababab',
  'woaini1314',
  'Woaini520!',
  'woaini5201314',
  'zhangwei1990',
  'liwei19900101',
  'wuhan202411',
  'yanjingdian88',
  'lensbook2026!',
  'laoban888888',
  'jingguang2026',
  '13800138000',
  '420106199001011234'
])('%s is too easy to guess', (password) => {
  expect(ruleFor(password)).toBe('password-too-weak');
});

test.each(['toma-ribu-sefo-47', 'correct horse battery', '今天眼镜店很早就开门了', 'Xk2!vTq9zR', 'mgtv-plus-9hk2'])(
  '%s may be used',
  (password) => {
    expect(ruleFor(password)).toBeNull();
  }
);

test('the passwords that the demo draws keep the rules and differ', () => {
  let state = 1;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const drawn = Array.from({ length: 500 }, () => drawReadablePassword(random));
  expect(new Set(drawn).size).toBe(500);
  expect(drawn.filter((password) => password.length < 12)).toEqual([]);
  expect(drawn.filter((password) => ruleFor(password) !== null).length).toBeLessThan(5);
});
