import type { DialResult } from '../../../server/contract/campaigns';
import { Dice } from '../../soak/dice';

/** What people do: the first of the last two digits of their number, as the scenario people.xml does it. */
type Habit = 'busy' | 'refuses' | 'silent' | 'answers';

const digitsOf: Readonly<Record<Habit, readonly number[]>> = {
  busy: [0],
  refuses: [1],
  silent: [2],
  answers: [3, 4, 5, 6, 7, 8, 9],
};
/** Of a hundred. The others let it ring. */
const SHARES = { answers: 40, busy: 10, refuses: 5 };

const habits = Object.keys(digitsOf) as Habit[];
const habitOf = (number: string): Habit =>
  habits.find((habit) => digitsOf[habit].includes(Number(number.at(-2)))) ?? 'silent';

/** What a call may have come to. One that was withdrawn may have come in any of the moments it rang. */
const rightResults: Readonly<Record<Habit, readonly DialResult[]>> = {
  busy: ['busy', 'withdrawn'],
  refuses: ['refused', 'withdrawn'],
  silent: ['no-answer', 'withdrawn'],
  answers: ['reached', 'abandoned', 'withdrawn'],
};

export const isRightResult = (number: string, result: string): boolean =>
  rightResults[habitOf(number)].some((right) => right === result);

/** The same people in the same order for the same seed. */
export function peopleOf(seed: string, count: number): string[] {
  const dice = new Dice(`people ${seed}`);
  return Array.from({ length: count }, (_, index) => {
    const lot = dice.between(0, 100);
    const habit = pick(lot);
    const ring = dice.pick(digitsOf[habit]);
    const talk = dice.pick([0, 2, 4, 6, 8]);
    return `139${String(index).padStart(6, '0')}${ring}${talk}`;
  });
}

function pick(lot: number): Habit {
  if (lot < SHARES.answers) return 'answers';
  if (lot < SHARES.answers + SHARES.busy) return 'busy';
  return lot < SHARES.answers + SHARES.busy + SHARES.refuses ? 'refuses' : 'silent';
}
