/** Where a command writes; tests read it. */
export interface Output {
  write(text: string): void;
}

export const line = (output: Output, text = ''): void => output.write(`${text}\n`);
