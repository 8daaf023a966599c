/** A table as text. Spreadsheets in Chinese save GB 18030 where they do not say that it is UTF-8. */
export function decodeTable(content: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('gb18030').decode(content);
  }
}
