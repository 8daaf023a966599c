/** Readers of numbers that share nothing with the grammars: words to a value, as a listener understands them. */

const hanziDigits = '零一二三四五六七八九';
const hanziUnits: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** 一百零五 → 105. null for what is no number in Chinese. */
export function hearHanzi(words: string): number | null {
  let [all, group, digit] = [0, 0, 0];
  for (const character of words.replaceAll('两', '二')) {
    const value = hanziDigits.indexOf(character);
    if (value >= 0) {
      digit = value;
    } else if (character in hanziUnits) {
      group += (digit || 1) * hanziUnits[character]!;
      digit = 0;
    } else if (character === '万' || character === '亿') {
      all += (group + digit) * (character === '万' ? 1e4 : 1e8);
      [group, digit] = [0, 0];
    } else {
      return null;
    }
  }
  return all + group + digit;
}

const english =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9 };

/** "one hundred and five" → 105 */
export function hearEnglish(words: string): number | null {
  let [all, group] = [0, 0];
  for (const word of words.split(' ')) {
    if (word === 'and') continue;
    else if (english.includes(word)) group += english.indexOf(word);
    else if (tens.includes(word)) group += (tens.indexOf(word) + 2) * 10;
    else if (word === 'hundred') group *= 100;
    else if (word in scales) {
      all += group * scales[word]!;
      group = 0;
    } else return null;
  }
  return all + group;
}
