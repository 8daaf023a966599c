/**
 * The flow language: a pack is one company's service line, written in YAML and checked whole before use.
 * parse-pack.ts reads it, check-flow.ts checks what a schema cannot, interpreter.ts runs it.
 */
import { z } from 'zod';
import { languageSchema } from '../contract/rest';
import { FRAGMENTS, ITEMS } from '../contract/sounds';
import { entryNameSchema, nodeIdSchema, promptNumberSchema, slugSchema, variableSchema } from './flow-terms';
import type { FlowNode } from './nodes';

/** Words to be spoken, in each of the pack's languages. */
const spokenSchema = z.partialRecord(languageSchema, z.string().min(1));

const languagesSchema = z
  .strictObject({ available: z.array(languageSchema).min(1), default: languageSchema })
  .refine((languages) => languages.available.includes(languages.default), {
    error: 'is not among the available languages',
    path: ['default'],
  });

const limitsSchema = z.strictObject({
  maxErrors: z.number().int().min(1).max(10).default(3),
  // The switch refuses a silence under 20 ms; under a second nobody can press a key in time.
  inputTimeoutMs: z.number().int().min(1000).max(60_000).default(5000),
  interDigitTimeoutMs: z.number().int().min(1000).max(30_000).default(3000),
});

/** Names of groups of sounds beside the packs'. */
const reservedIds: readonly string[] = [FRAGMENTS, ITEMS];

/** A node, and the variables that come with the call; only a node when none do. */
const entrySchema = z
  .union([
    nodeIdSchema,
    z.strictObject({ node: nodeIdSchema, variables: z.array(variableSchema).default([]) }),
  ])
  .transform((entry) => (typeof entry === 'string' ? { node: entry, variables: [] } : entry));
export type FlowEntry = z.infer<typeof entrySchema>;

/** All of a pack but the insides of its nodes, which are checked one by one so that one fault hides no other. */
export const packFrameSchema = z.strictObject({
  id: slugSchema.refine((id) => !reservedIds.includes(id), 'is the name of something else among the sounds'),
  name: spokenSchema,
  version: z.number().int().min(1),
  accessNumbers: z.array(z.string().regex(/^\+?[0-9]{2,20}$/, 'must be a number to dial')),
  languages: languagesSchema,
  limits: limitsSchema.prefault({}),
  /** Days what callers say after the tone is kept; null: until somebody deletes it; left out: as the centre says. */
  messageDays: z.number().int().min(1).max(36_500).nullable().optional(),
  announcements: z.strictObject({ wrongEntry: promptNumberSchema, timedOut: promptNumberSchema }),
  prompts: z.record(z.string().regex(/^[1-9][0-9]{0,2}$/, 'must be a prompt number, 1 to 999'), spokenSchema),
  flow: z.strictObject({
    start: nodeIdSchema,
    /** Where callers go who made maxErrors errors in a row. */
    gaveUp: nodeIdSchema,
    /** Where the centre may put a call back into the flow: after a talk, or to hear a number found for it. */
    entries: z.record(entryNameSchema, entrySchema).default({}),
    /** What people who look at a call are told its nodes are called. */
    titles: z.record(nodeIdSchema, spokenSchema).default({}),
    nodes: z.record(nodeIdSchema, z.unknown()),
  }),
});
export type PackFrame = z.infer<typeof packFrameSchema>;

/** A pack that can be run. Its numbers, nodes and sounds are known to exist. */
export type Pack = Omit<PackFrame, 'flow'> & {
  readonly flow: {
    readonly start: string;
    readonly gaveUp: string;
    readonly entries: Readonly<Record<string, FlowEntry>>;
    readonly titles: PackFrame['flow']['titles'];
    readonly nodes: Readonly<Record<string, FlowNode>>;
  };
};
