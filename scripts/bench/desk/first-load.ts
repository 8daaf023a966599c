import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const DIST = resolve(__dirname, '..', '..', '..', 'softphone', 'dist');
const LINKS = /<(?:script|link)[^>]*(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g;

/** What a browser fetches before anything is drawn: the page, its scripts and styles, compressed. */
export function firstLoadKb(): number {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  const files = [...new Set([...html.matchAll(LINKS)].map(([, file]) => file ?? ''))];
  const bytes = [html, ...files.map((file) => readFileSync(join(DIST, file)))].map(
    (content) => gzipSync(content).length,
  );
  return Math.round(bytes.reduce((sum, size) => sum + size, 0) / 102.4) / 10;
}
