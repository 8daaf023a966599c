import { randomBytes } from 'node:crypto';
import argon2 from 'argon2';

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(phcString: string, password: string): Promise<boolean>;
  /** Takes as long as `verify` and never succeeds: the time of an answer must not tell whether a login exists. */
  verifyNobody(password: string): Promise<false>;
}

export interface PasswordCost {
  readonly memoryKiB: number;
  readonly iterations: number;
}

/** OWASP's smallest recommended argon2id setting: about 20 ms, and 19 MiB per login that is being checked. */
const DEFAULT_COST: PasswordCost = { memoryKiB: 19_456, iterations: 2 };

export function createPasswordHasher(cost: PasswordCost = DEFAULT_COST): PasswordHasher {
  const nobody = unmatchableHash(cost);
  return {
    hash: (password) =>
      argon2.hash(password, {
        type: argon2.argon2id,
        memoryCost: cost.memoryKiB,
        timeCost: cost.iterations,
        parallelism: 1,
      }),
    verify: async (phcString, password) => {
      // A record with no usable hash (imported, or single sign-on only) must not answer faster either.
      if (!phcString.startsWith('$argon2id$')) return refuseSlowly(nobody, password);
      return argon2.verify(phcString, password);
    },
    verifyNobody: (password) => refuseSlowly(nobody, password),
  };
}

async function refuseSlowly(nobody: string, password: string): Promise<false> {
  await argon2.verify(nobody, password);
  return false;
}

/** A well-formed PHC string whose digest is random: checking it costs a full computation. */
function unmatchableHash({ memoryKiB, iterations }: PasswordCost): string {
  const part = (bytes: number): string => randomBytes(bytes).toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memoryKiB},t=${iterations},p=1$${part(16)}$${part(32)}`;
}
