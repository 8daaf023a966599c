import { leaseLost, presentTenure } from '../calls/tenure';
import { UnexpectedError } from '../errors';
import type { RedisConnection, RedisReply } from './client';
import { refusalWord } from './command-error';
import { readScript, type ScriptSource } from './script-source';

/**
 * A script and the names of its arguments, in order. KEYS[1] is always the key prefix, KEYS[2] the tenure it belongs
 * to when there is one, and ARGV[1] the clock: '' for Redis' own, a time in ms in tests. `rest` scripts take any number of further strings.
 */
export interface ScriptDefinition<Arg extends string = string> {
  readonly name: string;
  readonly args: readonly Arg[];
  readonly rest: boolean;
}

const defined = new Map<string, ScriptDefinition>();

/** Declares a script; called once per wrapper module, so that boot knows all of them. */
export function defineScript<const Arg extends string = never>(
  name: string,
  args: readonly Arg[] = [],
  rest: 'rest' | 'no-rest' = 'no-rest',
): ScriptDefinition<Arg> {
  const definition = { name, args, rest: rest === 'rest' };
  defined.set(name, definition);
  return definition;
}

export const definedScripts = (): readonly ScriptDefinition[] => [...defined.values()];

export interface Scripts {
  /** @throws OperationalError lease-lost when it belongs to a tenure that is over */
  run<Arg extends string>(
    script: ScriptDefinition<Arg>,
    args: Readonly<Record<Arg, string>>,
    rest?: readonly string[],
  ): Promise<RedisReply>;
}

export interface ScriptsOptions {
  readonly connection: RedisConnection;
  readonly prefix: string;
  /** Tests only: unix ms that stand for Redis' clock. */
  readonly testClock?: () => number;
}

/** Reads and loads every defined script. @throws when a file is missing or does not compile */
export async function loadScripts({ connection, prefix, testClock }: ScriptsOptions): Promise<Scripts> {
  const sources = new Map(definedScripts().map(({ name }) => [name, readScript(name)] as const));
  for (const { text } of sources.values()) await connection.command(['SCRIPT', 'LOAD', text]);
  return {
    run: async (script, args, rest = []) => {
      const clock = testClock === undefined ? '' : String(testClock());
      const tenure = presentTenure();
      const keys =
        tenure === null ? [prefix] : [prefix, `${prefix}tenure:${tenure.switchId}:${tenure.token}`];
      const values = [...keys, clock, ...script.args.map((name) => args[name]), ...rest];
      const reply = await evaluate(connection, sourceOf(sources, script.name), [
        String(keys.length),
        ...values,
      ]);
      if (tenure !== null && Array.isArray(reply) && reply[0] === 'fenced') throw leaseLost(tenure);
      return reply;
    },
  };
}

function sourceOf(sources: ReadonlyMap<string, ScriptSource>, name: string): ScriptSource {
  const source = sources.get(name);
  if (source === undefined) throw new UnexpectedError('broken-invariant', `Script ${name} was never loaded`);
  return source;
}

/** `values` begin with the number of keys. A restarted Redis, or one after SCRIPT FLUSH, has forgotten the scripts: it is then given the text. */
async function evaluate(
  connection: RedisConnection,
  source: ScriptSource,
  values: readonly string[],
): Promise<RedisReply> {
  try {
    return await connection.command(['EVALSHA', source.sha, ...values]);
  } catch (error) {
    if (refusalWord(error) !== 'NOSCRIPT') throw error;
    return connection.command(['EVAL', source.text, ...values]);
  }
}
