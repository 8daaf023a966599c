export { examine } from './examine';
export { type Finding, type Section, type Verdict } from './finding';
