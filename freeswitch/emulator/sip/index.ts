export * from './registration/directory-lookup';
export * from './stack';
