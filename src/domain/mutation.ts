import * as v from 'valibot';
import { RULES } from './rules.js';
import type { RowName, Write } from './write.js';

type AnyWrite = (typeof RULES)[keyof typeof RULES]['writes'][number];

const WRITES: readonly AnyWrite[] = Object.values(RULES).flatMap(({ writes }): readonly AnyWrite[] => writes);

/** One write. `id` is its idempotency key: a backend applies each id once, whatever is retried. */
export const Mutation = v.variant(
  'type',
  WRITES.map(({ schema }) => schema),
) as v.GenericSchema<unknown, v.InferOutput<AnyWrite['schema']>>;
export type Mutation = v.InferOutput<typeof Mutation>;
export type MutationType = Mutation['type'];

const RULE_OF = new Map(WRITES.map((write) => [write.type, write]));

// Each rule takes the mutation of its own name; TypeScript loses that pair when both are looked up by it.
export const ruleOf = ({ type }: Mutation): Write<v.GenericSchema, Mutation>['rule'] =>
  (RULE_OF.get(type) as unknown as Write<v.GenericSchema, Mutation>).rule;

/** The row that a mutation is about, besides its session: whoever reduces it reads that first. */
export const rowNamedBy = (mutation: Mutation): RowName | undefined => ruleOf(mutation).about?.(mutation);
