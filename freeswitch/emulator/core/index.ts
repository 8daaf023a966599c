export { SwitchCore, type SwitchCoreOptions } from './switch-core';
export type { CoreLog } from './switch-context';
