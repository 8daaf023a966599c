export * from './execute';
export * from './fallback';
export * from './legs';
export * from './originate';
export * from './recording';
export * from './switch';
