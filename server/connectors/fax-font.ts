import { missing, type FaxTools } from './fax-tools';

export interface Font {
  readonly file: string;
  /** Which one, when the file is a collection. */
  readonly postscriptName: string;
}

/** Everything the fonts every PDF reader has can write (WinAnsi); nothing else is Chinese alone, but nothing else matters here. */
// eslint-disable-next-line no-control-regex
const LATIN = /^[\u0000-\u007f\u00a0-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac]*$/u;

/**
 * The font a text needs: null = the PDF's own Helvetica does.
 * @throws OperationalError('part-failed') when it has other characters and no font for them is installed
 */
export async function fontFor(text: string, tools: FaxTools): Promise<Font | null> {
  if (LATIN.test(text)) return null;
  const font = await chineseFont(tools);
  if (font === null) throw missing(tools, 'chinese-font', 'no font with Chinese characters is installed');
  return font;
}

/** fontconfig answers with some font whatever one asks: only one that says it covers Chinese counts. */
export async function chineseFont(tools: FaxTools): Promise<Font | null> {
  const fcMatch = tools.find('fc-match');
  if (fcMatch === null) return null;
  const words = ['-f', '%{file}\\n%{postscriptname}\\n%{lang}', 'sans:lang=zh-cn'];
  const { status, output } = await tools.run(fcMatch, words, { timeoutMs: 10_000 });
  const [file = '', postscriptName = '', languages = ''] = output.split('\n');
  if (status !== 0 || !/\.(tt[fc]|ot[fc])$/i.test(file)) return null;
  return languages.split('|').includes('zh-cn') ? { file, postscriptName } : null;
}
