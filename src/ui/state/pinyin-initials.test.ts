import { describe, expect, test } from 'vitest';
import { createInitials } from './pinyin-initials.ts';

const initials = createInitials();

describe('pinyin initials', () => {
  test.each([
    ['阳光', 'yg'],
    ['眼镜', 'yj'],
    ['海伦凯勒', 'hlkl'],
    ['库存流水', 'kcls'],
    ['武昌店', 'wcd'],
    ['期初', 'qc'],
    ['强生舒日', 'qssr'],
    ['安八擦大鹅发高哈机卡拉马拿哦怕七日三他挖西呀杂', 'abcdefghjklmnopqrstwxyz']
  ])('%s is %s', (word, wanted) => {
    expect(initials(word)).toEqual([wanted]);
  });

  test('what is not Chinese stays as it is, and a word without Chinese has no initials', () => {
    expect(initials('30片装')).toEqual(['30pz']);
    expect(initials('bolon')).toEqual([]);
    expect(initials('')).toEqual([]);
  });

  test('a character with two readings is found by both', () => {
    expect(initials('盘点调整')).toEqual(expect.arrayContaining(['pdtz', 'pddz']));
    expect(initials('调拨')).toEqual(expect.arrayContaining(['db']));
    expect(initials('长城')).toEqual(expect.arrayContaining(['cc']));
  });

  test('a long word with many of them has few spellings', () => {
    expect(initials('调'.repeat(30))).toHaveLength(8);
  });
});
