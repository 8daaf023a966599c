/** %, _ and \ of the text stand for themselves. A statement adds what may come before and after. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Matches the text anywhere, and nothing but the text. */
export const containsPattern = (text: string): string => `%${escapeLike(text)}%`;
