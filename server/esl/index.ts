export { EslSwitch } from './esl-switch';
export { type EslTuning } from './tuning';
