/** A store of files that is no disk: S3, and what is compatible with it. Names are those files have on disk. */
export interface ObjectStore {
  /**
   * Sends a file, and is done only when the store was seen to have exactly these bytes.
   * @throws OperationalError object-store-away: later it may go well
   */
  put(name: string, file: StoredFile): Promise<void>;
  /** null: there is no such object. @throws OperationalError object-store-away */
  sizeOf(name: string): Promise<number | null>;
  /** From byte to byte, the last one not included. @throws OperationalError object-store-away */
  read(name: string, from: number, to: number): Promise<Buffer>;
  /** Once more does no harm. @throws OperationalError object-store-away */
  remove(name: string): Promise<void>;
}

export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  /** Of these bytes, hexadecimal. */
  readonly sha256: string;
}
