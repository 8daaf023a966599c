import type { BusinessSystem } from '../crm/business-system';
import type { FlowService } from '../ivr/services';
import type { Accounts } from './accounts';
import { service, spec } from './define-service';

export const lineSpecs = {
  /** Whether there is such a line; says nothing about whose it is. */
  line: spec({
    name: 'line.lookup',
    confidential: false,
    inputs: { number: {} },
    outputs: { line: 'digits' },
    outcomes: ['found', 'none', 'away'],
  }),
  contract: spec({
    name: 'contract.lookup',
    confidential: false,
    inputs: { number: {} },
    outputs: { contract: 'digits' },
    outcomes: ['found', 'none', 'away'],
  }),
  /** The line the caller is calling from, when it is one of ours. */
  caller: spec({
    name: 'caller.line',
    confidential: false,
    inputs: {},
    outputs: { line: 'digits' },
    outcomes: ['own', 'none', 'away'],
  }),
  /** Whether the caller is calling from this very line. */
  owns: spec({
    name: 'caller.owns',
    confidential: false,
    inputs: { number: {} },
    outputs: {},
    outcomes: ['own', 'other', 'away'],
  }),
};

interface Deps {
  readonly accounts: Accounts;
  readonly business: Pick<BusinessSystem, 'findLine' | 'findContract'>;
}

export function lineServices({ accounts, business }: Deps): FlowService[] {
  return [
    service(lineSpecs.line, async ({ inputs }) => {
      const line = await business.findLine(inputs.number);
      return line === null ? { outcome: 'none' } : { outcome: 'found', outputs: { line: line.number } };
    }),
    service(lineSpecs.contract, async ({ inputs }) => {
      const contract = await business.findContract(inputs.number);
      if (contract === null) return { outcome: 'none' };
      return { outcome: 'found', outputs: { contract: contract.contractNumber } };
    }),
    service(lineSpecs.caller, async ({ callerNumber }) => {
      const line = await accounts.ofCaller(callerNumber);
      return line === null ? { outcome: 'none' } : { outcome: 'own', outputs: { line: line.number } };
    }),
    service(lineSpecs.owns, async ({ inputs, callerNumber }) => {
      const line = await business.findLine(inputs.number);
      const isOwn = line !== null && accounts.isOwn(callerNumber, accounts.ofLine(line));
      return { outcome: isOwn ? 'own' : 'other' };
    }),
  ];
}
