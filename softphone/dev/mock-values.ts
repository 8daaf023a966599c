/** Ids, times and words of the faked server. */
export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const minute = 60_000;
export const hour = 60 * minute;
export const at = (ms: number) => new Date(Date.now() + ms).toISOString();
export const named = (zh: string, en: string) => ({ 'zh-CN': zh, 'en-US': en });
