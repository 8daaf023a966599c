/** Two people who speak in turns, softly and loudly; silent where the recording was paused. */
export function waveform(): { left: number[]; right: number[] } {
  const count = 1000;
  const speech = (at: number, turn: number): number => {
    const isPaused = at > 361 && at < 450;
    const isHeld = at > 536 && at < 692;
    const speaks = Math.sin(at / 23 + turn) + 0.6 * Math.sin(at / 7.3 + 2 * turn) > 0.25;
    if (isPaused || (isHeld && turn === 0)) return 0;
    if (isHeld) return 40 + Math.round(12 * Math.sin(at / 3));
    const loud = 0.35 + 0.3 * Math.abs(Math.sin(at * 1.7 + turn)) + 0.35 * Math.abs(Math.sin(at * 0.31));
    return Math.round(speaks ? 140 * loud : 4 + (at % 3));
  };
  const side = (turn: number) => Array.from({ length: count }, (_, at) => speech(at, turn));
  return { left: side(0), right: side(3.1) };
}
