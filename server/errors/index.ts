export * from './app-error';
export * from './missing-file';
