export { SwitchCore } from './switch-core';
