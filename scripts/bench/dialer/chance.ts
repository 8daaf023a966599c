import type { Dice } from '../../soak/dice';

/** By Box and Muller. */
const normal = (dice: Dice): number =>
  Math.sqrt(-2 * Math.log(1 - dice.next())) * Math.cos(2 * Math.PI * dice.next());

/** Skewed to long values, as talk times and times to answer are. @param spread deviation over mean */
export function logNormal(dice: Dice, mean: number, spread: number): number {
  const variance = Math.log(1 + spread * spread);
  return Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * normal(dice));
}

export const exponential = (dice: Dice, mean: number): number => -mean * Math.log(1 - dice.next());
