import { expect, test } from 'vitest';
import { describeSettings, parseConfig } from './config.ts';

test('an empty environment gives a server for this machine only', () => {
  expect(parseConfig({})).toEqual({
    ok: true,
    config: {
      port: 4321,
      host: '127.0.0.1',
      dataDir: './data',
      handsontableLicenseKey: 'non-commercial-and-evaluation',
      allowedOrigins: [],
      logLevel: 'info'
    }
  });
});

test('a variable that is set to nothing counts as not set', () => {
  const outcome = parseConfig({ PORT: '', HOST: ' ', ALLOWED_ORIGINS: '' });
  expect(outcome.ok && outcome.config.port).toBe(4321);
});

test.each([
  ['PORT', 'abc'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['HOST', 'my host'],
  ['LOG_LEVEL', 'loud'],
  ['ALLOWED_ORIGINS', 'https://jing.example.com/'],
  ['ALLOWED_ORIGINS', 'jing.example.com']
])('%s=%s is one line that names the setting, in both languages', (name, value) => {
  const outcome = parseConfig({ [name]: value });
  const lines = outcome.ok ? [] : outcome.lines;
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`${name}=${value} 不对`);
  expect(lines[0]).toContain(`${name}=${value} is not valid`);
});

test('every wrong setting is named at once', () => {
  const outcome = parseConfig({ PORT: 'x', LOG_LEVEL: 'y' });
  expect(outcome.ok ? 0 : outcome.lines.length).toBe(2);
});

test('further origins are a list separated by commas', () => {
  const outcome = parseConfig({ ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080,' });
  expect(outcome.ok && outcome.config.allowedOrigins).toEqual(['https://a.example', 'http://b.example:8080']);
});

test('what the README lists are the settings that are read', () => {
  const listed = Object.fromEntries(describeSettings().map(({ name, fallback }) => [name, fallback]));
  expect(parseConfig(listed)).toEqual(parseConfig({}));
});
