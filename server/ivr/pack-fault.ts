import type { FaultPath, FileFault } from '../config/yaml-source';
import { UserError } from '../errors';

/** Something wrong in a pack, and the line to look at. */
export type PackFault = FileFault;
export type { FaultPath };
export type ReportFault = (path: FaultPath, message: string) => void;

export const nodePath = (id: string, ...rest: FaultPath): FaultPath => ['flow', 'nodes', id, ...rest];

export const describeFault = (fault: PackFault): string =>
  `${fault.file}:${String(fault.line)}: ${fault.message}`;

export function packError(faults: readonly PackFault[], cause?: unknown): UserError {
  const lines = faults.map(describeFault);
  return new UserError('validation-failed', `The pack cannot be used:\n${lines.join('\n')}`, {
    details: { faults: lines },
    cause,
  });
}
