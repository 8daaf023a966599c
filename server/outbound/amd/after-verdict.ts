import type { MachineDetection } from '../../calls/campaign-attempt';
import type { Verdict } from './verdict';

/** 'message': it is waited for the moment to speak to the machine. */
export type AfterVerdict = 'flow' | 'message' | 'hang-up';

/** Who is unsure is a person: a machine costs a message, a person who is hung up on is lost. */
export function afterVerdict(
  { answerer, reason }: Pick<Verdict, 'answerer' | 'reason'>,
  { machineHears }: MachineDetection,
): AfterVerdict {
  if (answerer === 'person' || answerer === 'unsure') return 'flow';
  // Neither a fax nor a network's announcement records what is said to it.
  const takesMessage = answerer === 'machine' && reason !== 'network-tones';
  return takesMessage && machineHears !== null ? 'message' : 'hang-up';
}
