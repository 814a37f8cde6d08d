import { expect, test } from 'vitest';
import { createText } from '#text/text.ts';
import type { SaveStatus } from '#workspace/status.ts';
import { sayStatus } from './save-sentence.ts';

const at = (time: string): number => Date.parse(`2026-11-24T${time}:00+08:00`);
const zh = createText('zh');
const synced: SaveStatus = {
  line: 'online',
  stopReason: null,
  waiting: 0,
  saving: 0,
  since: null,
  refused: 0,
  lastAcceptedAt: null,
  agreedAt: at('14:20'),
  disagreeing: []
};

test('with nothing waiting the bar says when all was last found equal', () => {
  expect(sayStatus(synced, zh)).toEqual({ text: '已同步 14:20', state: 'good' });
});

test('connected, but not yet found equal, it does not say synced', () => {
  expect(sayStatus({ ...synced, agreedAt: null, lastAcceptedAt: at('14:20') }, zh)).toEqual({
    text: '已连接 · 正在核对数字',
    state: 'busy'
  });
});

test('offline it says how much is only here, and since when', () => {
  const status: SaveStatus = { ...synced, line: 'offline', waiting: 12, since: at('14:02') };
  expect(sayStatus(status, zh)).toEqual({ text: '离线 · 已存本机 12 条，14:02 起', state: 'waiting' });
});

test('online with work that the relay has not accepted it never says synced', () => {
  expect(sayStatus({ ...synced, waiting: 3, since: at('14:19') }, zh)).toEqual({
    text: '正在同步 3 条',
    state: 'busy'
  });
});

test('an expired sign-in and a stop for another reason are told apart', () => {
  const stopped: SaveStatus = { ...synced, line: 'stopped', waiting: 2, since: at('09:30') };
  expect(sayStatus({ ...stopped, stopReason: 'sign-in-needed' }, zh).text).toBe('未登录 · 已存本机 2 条，09:30 起');
  expect(sayStatus({ ...stopped, stopReason: 'newer-version' }, zh).text).toBe('同步已停止 · 已存本机 2 条');
});
