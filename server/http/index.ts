export { createApp } from './app';
export type { DeskActions } from './desk-actions';
export { createDirectoryListener, type DirectoryListener } from './directory-listener';
export { createUpgradeGate } from './upgrade-gate';
