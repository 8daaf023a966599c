import type { Switch } from '../../server/calls/switch';
import type { LegId } from '../../server/contract/ids';
import type { RedisStores } from '../../server/redis';

const QUESTIONS: readonly string[] = ['isUp', 'snapshot', 'legExists'];

type Run = () => unknown;

interface Asked {
  readonly legId?: LegId;
  readonly agentId?: string;
  readonly role?: string;
}

/**
 * Ends a server right before one of its commands, as a kill would: state and event are in Redis, and nothing it would do
 * afterwards reaches switch or Redis. It stands between the rooms and both; the rooms know nothing of it.
 */
export class ServerDeath {
  /** Commands since `listen`, each with whose leg it is about: the gaps there are. */
  readonly commands: string[] = [];
  /** Legs whose guard is armed: whichever server did it. */
  readonly guarded = new Set<LegId>();
  readonly #roles = new Map<LegId, string>();
  #before: string | null = null;
  hasStruck = false;

  listen(): void {
    this.commands.length = 0;
  }

  /** The server that meets this command next dies; `hasStruck` tells that it has. */
  before(command: string): void {
    this.#before = command;
    this.hasStruck = false;
  }

  /** It has not been met, and is not to be. */
  spare(): void {
    this.#before = null;
  }

  /** What the next server is given. */
  newServer(): {
    readonly wrap: (target: Switch) => Switch;
    readonly stores: (all: RedisStores) => RedisStores;
  } {
    const life = { over: false };
    return {
      wrap: (target) =>
        standingBetween(target, (name, args, run) => {
          if (name === 'isUp') return run();
          return life.over ? never() : this.#command(life, name, args, run);
        }),
      stores: (all) => {
        const between = <Store extends object>(store: Store): Store =>
          standingBetween(store, (_name, _args, run) => (life.over ? never() : run()));
        return {
          ...all,
          ...{ acd: between(all.acd), agents: between(all.agents), presence: between(all.presence) },
          ...{ calls: between(all.calls), callbacks: between(all.callbacks), events: between(all.events) },
          ...{ recordings: between(all.recordings), parks: between(all.parks) },
          supervisions: between(all.supervisions),
        };
      },
    };
  }

  #command(life: { over: boolean }, name: string, args: readonly unknown[], run: Run): unknown {
    if (QUESTIONS.includes(name)) return run();
    const [first] = args;
    const legId = (typeof first === 'string' ? first : (first as Asked).legId) as LegId;
    if (typeof first === 'object') this.#roles.set(legId, roleIn(name, first as Asked));
    const command = `${name} ${this.#roles.get(legId) ?? 'caller'}`;
    this.commands.push(command);
    if (command === this.#before) {
      life.over = true;
      this.#before = null;
      this.hasStruck = true;
      return never();
    }
    if (name === 'armFallback') this.guarded.add(legId);
    if (name === 'disarmFallback') this.guarded.delete(legId);
    return run();
  }
}

const roleIn = (name: string, asked: Asked): string =>
  name === 'callAgent' ? 'agent' : asked.role === 'far-party' ? 'far-party' : 'called';

const never = (): Promise<never> => new Promise(() => undefined);

function standingBetween<Target extends object>(
  target: Target,
  pass: (name: string, args: readonly unknown[], run: Run) => unknown,
): Target {
  return new Proxy(target, {
    get: (_target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) =>
        pass(String(name), args, (): unknown => Reflect.apply(member, target, args));
    },
  });
}
