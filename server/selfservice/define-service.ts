/** Joins what a service promises the checker with who keeps the promise, so that the compiler compares them. */
import { UnexpectedError } from '../errors';
import type {
  FlowService,
  ServiceAnswer,
  ServiceInput,
  ServiceRequest,
  ServiceSpec,
  ValueKind,
} from '../ivr/services';

interface OptionalInput {
  readonly optional: true;
}

export type InputsOf<Spec extends ServiceSpec> = {
  readonly [Name in keyof Spec['inputs']]: Spec['inputs'][Name] extends OptionalInput
    ? string | null
    : string;
};

export interface Asked<Spec extends ServiceSpec> extends Omit<ServiceRequest, 'inputs'> {
  /** What was left out, or is empty, is null. */
  readonly inputs: InputsOf<Spec>;
}

export interface Answered<Spec extends ServiceSpec> extends Omit<ServiceAnswer, 'outputs'> {
  readonly outcome: Spec['outcomes'][number];
  readonly outputs?: Readonly<Partial<Record<keyof Spec['outputs'] & string, string>>>;
}

export interface Facts<
  Inputs extends Readonly<Record<string, ServiceInput>>,
  Outputs extends Readonly<Record<string, ValueKind>>,
  Outcomes extends readonly string[],
> extends ServiceSpec {
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  readonly outcomes: Outcomes;
}

/** Keeps the literal names of a spec. */
export const spec = <
  const Inputs extends Readonly<Record<string, ServiceInput>>,
  const Outputs extends Readonly<Record<string, ValueKind>>,
  const Outcomes extends readonly string[],
>(
  facts: Facts<Inputs, Outputs, Outcomes>,
): Facts<Inputs, Outputs, Outcomes> => facts;

/** @throws UnexpectedError from the service, when a flow does not give what the checker demands */
export function service<Spec extends ServiceSpec>(
  of: Spec,
  handle: (asked: Asked<Spec>) => Promise<Answered<Spec>>,
): FlowService {
  return {
    spec: of,
    handle: async (request) => {
      const { outputs, ...answer } = await handle({ ...request, inputs: inputsOf(of, request) });
      return outputs === undefined ? answer : { ...answer, outputs: given(outputs) };
    },
  };
}

function inputsOf<Spec extends ServiceSpec>(of: Spec, request: ServiceRequest): InputsOf<Spec> {
  const entries = Object.entries(of.inputs).map(([name, { optional }]) => {
    const value = request.inputs[name] ?? '';
    if (value === '' && optional !== true) {
      // The name only: the value may be a secret.
      throw new UnexpectedError('broken-invariant', 'A flow asks without what it must give.', {
        details: { service: of.name, input: name },
      });
    }
    return [name, value === '' ? null : value] as const;
  });
  return Object.fromEntries(entries) as InputsOf<Spec>;
}

const given = (outputs: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(outputs).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
