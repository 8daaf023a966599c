export { createApp } from './app';
export type { DeskActions } from './desk-actions';
export { createDirectoryListener, type DirectoryListener } from './directory-listener';
export { isSameSecret } from './secret-compare';
export type { Route } from './route';
export { createUpgradeGate } from './upgrade-gate';
