/** Matches the text anywhere, and nothing but the text: %, _ and \ in it stand for themselves. */
export const containsPattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
