/** Fen, whole numbers, as people read them: 12850 is ¥128.50. */
export function formatMoney(fen: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'CNY',
    currencyDisplay: 'narrowSymbol',
  }).format(fen / 100);
}

/** What a person typed ('12', '12.5', '¥12.50') in fen; null for what is no amount, negative or finer than a fen. */
export function parseMoney(typed: string): number | null {
  const found = /^[¥￥]?\s*(\d{1,9})(?:[.](\d{1,2}))?$/.exec(typed.trim());
  if (!found) return null;
  return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
}
