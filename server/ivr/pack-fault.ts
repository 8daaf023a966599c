import { faultsError, type FaultPath, type FileFault } from '../config/yaml-source';
import type { UserError } from '../errors';

/** Something wrong in a pack, and the line to look at. */
export type PackFault = FileFault;
export type { FaultPath };
export type { ReportFault } from '../config/schema-faults';

export const nodePath = (id: string, ...rest: FaultPath): FaultPath => ['flow', 'nodes', id, ...rest];

export const packError = (faults: readonly PackFault[], cause?: unknown): UserError =>
  faultsError('The pack cannot be used', faults, cause);
