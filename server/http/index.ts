export { API_PATH, createApp, type AppDeps, type HttpSettings } from './app';
export type { DeskActions } from './desk-actions';
export {
  createDirectoryListener,
  type DirectoryListener,
  type DirectoryListenerDeps,
} from './directory-listener';
export type { OperationsDeps } from './operations-routes';
export type { RecordSources } from './routes/record-routes';
export { createUpgradeGate, type UpgradeGate } from './upgrade-gate';
