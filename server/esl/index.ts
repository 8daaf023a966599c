export { EslSwitch, type EslSwitchOptions } from './esl-switch';
export { type EslMetrics } from './metrics';
export { type EslTuning } from './tuning';
