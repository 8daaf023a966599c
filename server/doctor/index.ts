export { examine } from './examine';
export { verdicts, type Finding, type Section, type Verdict } from './finding';
