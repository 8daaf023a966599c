import type { Dice } from './dice';

export const faultKinds = [
  'server killed and started',
  'server stands still',
  'Redis killed and started',
  'event socket cut',
] as const;

export interface Fault {
  readonly atS: number;
  readonly kind: (typeof faultKinds)[number];
  /** How long it lasts, apart from what a start takes. */
  readonly forS: number;
}

const FIRST_S = 8;
/** Nothing breaks in the last seconds: what is stuck then is stuck. */
const QUIET_END_S = 12;

/** Each kind comes as often as the others, in an order and at times of the dice. */
export function faultPlan(dice: Dice, seconds: number): readonly Fault[] {
  const plan: Fault[] = [];
  let bag: Fault['kind'][] = [];
  let atS = FIRST_S + dice.between(0, 2);
  while (atS < seconds - QUIET_END_S) {
    if (bag.length === 0) bag = dice.shuffled(faultKinds);
    const kind = bag.pop() ?? faultKinds[0];
    const forS = kind === 'server stands still' ? dice.between(0.5, 5) : dice.between(0, 2);
    plan.push({ atS: round(atS), kind, forS: round(forS) });
    atS += forS + dice.between(10, 22);
  }
  return plan;
}

const round = (value: number): number => Math.round(value * 10) / 10;
