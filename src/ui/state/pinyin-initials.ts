/**
 * The first letters of Chinese words in pinyin, 阳光 → yg, so that a name is found without switching the input method.
 *
 * There is no dictionary: a browser sorts Chinese by pinyin, and a character's letter is the last one whose first
 * character does not sort behind it. A character with several readings sorts by one of them; the other initial of those
 * that shops write is in a short list, and both spellings of such a word are given.
 */

/** The first character of each letter in pinyin order; no Chinese syllable begins with i, u or v. */
const FIRST_CHARACTERS = '吖八嚓咑妸发旮哈丌咔垃妈拏喔妑七呥仨他屲夕丫帀';
const LETTERS = 'abcdefghjklmnopqrstwxyz';

/** Both initials of a character, whichever of them the browser sorts by. */
const SECOND_READINGS: Readonly<Record<string, string>> = {
  调: 'td',
  长: 'cz',
  重: 'cz',
  乐: 'ly',
  行: 'hx',
  单: 'ds',
  查: 'cz',
  曾: 'cz',
  解: 'jx',
  石: 'ds',
  薄: 'bp',
  弹: 'dt'
};
/** 2³ spellings: a longer word with more such characters is found by its first ones. */
const MOST_SPELLINGS = 8;

export const CHINESE = /\p{Script=Han}/u;

/** A word → its spellings in initials, other characters as they are; none where nothing of it is Chinese. */
export type Initials = (word: string) => readonly string[];

export function createInitials(): Initials {
  const { compare } = new Intl.Collator('zh-u-co-pinyin');
  const known = new Map(Object.entries(SECOND_READINGS));
  /** Brands and colours come again in thousands of rows. */
  const words = new Map<string, readonly string[]>();

  function lettersOf(character: string): string {
    const letters = known.get(character) ?? (CHINESE.test(character) ? letterOf(character) : character);
    known.set(character, letters);
    return letters;
  }

  function letterOf(character: string): string {
    let [low, high] = [0, LETTERS.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(FIRST_CHARACTERS[middle]!, character) <= 0) low = middle + 1;
      else high = middle;
    }
    return LETTERS[low - 1] ?? character;
  }

  function spellingsOf(word: string): readonly string[] {
    let spellings = [''];
    for (const character of word) {
      const letters = [...lettersOf(character)].slice(0, spellings.length < MOST_SPELLINGS ? 2 : 1);
      spellings = letters.flatMap((letter) => spellings.map((spelling) => spelling + letter));
    }
    return spellings;
  }

  return (word) => {
    if (!CHINESE.test(word)) return [];
    const spellings = words.get(word) ?? spellingsOf(word);
    words.set(word, spellings);
    return spellings;
  };
}
