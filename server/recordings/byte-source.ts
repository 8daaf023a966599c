import { open } from 'node:fs/promises';
import type { ObjectStore } from './object-store';

/** Bytes that can be read from anywhere, wherever they lie. */
export interface ByteSource {
  readonly size: number;
  /** As many bytes as are there. */
  readAt(at: number, bytes: number): Promise<Buffer>;
  close(): Promise<void>;
}

export async function fileSource(path: string): Promise<ByteSource> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return {
    size,
    readAt: async (at, bytes) => {
      const buffer = Buffer.alloc(bytes);
      let read = 0;
      while (read < bytes) {
        const { bytesRead } = await file.read(buffer, read, bytes - read, at + read);
        if (bytesRead === 0) break;
        read += bytesRead;
      }
      return buffer.subarray(0, read);
    },
    close: () => file.close(),
  };
}

/** A player reads on from where it was: so much is fetched at once, and kept until something else is wanted. */
const FETCH_BYTES = 1024 * 1024;

/** null: there is no such object. */
export async function objectSource(store: ObjectStore, name: string): Promise<ByteSource | null> {
  const size = await store.sizeOf(name);
  if (size === null) return null;
  let fetched: { readonly at: number; readonly bytes: Buffer } = { at: 0, bytes: Buffer.alloc(0) };
  return {
    size,
    readAt: async (at, bytes) => {
      const end = Math.min(at + bytes, size);
      if (at >= end) return Buffer.alloc(0);
      const isThere = at >= fetched.at && end <= fetched.at + fetched.bytes.length;
      if (!isThere) {
        const until = Math.min(size, Math.max(end, at + FETCH_BYTES));
        fetched = { at, bytes: await store.read(name, at, until) };
      }
      return fetched.bytes.subarray(at - fetched.at, end - fetched.at);
    },
    close: () => Promise.resolve(),
  };
}
