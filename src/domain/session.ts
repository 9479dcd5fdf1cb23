import * as v from 'valibot';
import { Context, Id, Instant, PersonName, Title } from './primitives.js';

/** Agents guide, participants are helped, observers only look on. */
export const Role = v.picklist(['agent', 'participant', 'observer']);
export type Role = v.InferOutput<typeof Role>;

/** Why a session, or one person's part in it, is over. A closed list. */
export const EndReason = v.picklist([
  'agentEnded',
  'agentLeft',
  'guestLeft',
  'consentDenied',
  'refused',
  'expired',
  'connectionLost',
  'superseded',
  'failed',
]);
export type EndReason = v.InferOutput<typeof EndReason>;

export const Person = v.object({ id: Id, name: PersonName, role: Role });
export type Person = v.InferOutput<typeof Person>;

/** `waiting` stands in the waiting room; `admitted` may take part, also after a reload; `left` and `refused` are over. */
export const Presence = v.picklist(['waiting', 'admitted', 'left', 'refused']);
export type Presence = v.InferOutput<typeof Presence>;

export const SessionPerson = v.object({
  ...Person.entries,
  presence: Presence,
  since: Instant,
  /** When they were let in. It stays when they leave, and goes when they come back to wait: they have to be let in anew. */
  admittedAt: v.optional(Instant),
});
export type SessionPerson = v.InferOutput<typeof SessionPerson>;

export const wasLetIn = ({ presence, admittedAt }: SessionPerson): boolean =>
  presence === 'admitted' || admittedAt !== undefined;

export const Session = v.object({
  id: Id,
  context: Context,
  title: Title,
  status: v.picklist(['open', 'ended']),
  createdBy: Person,
  createdAt: Instant,
  /** When the first person was let in. */
  startedAt: v.optional(Instant),
  endedAt: v.optional(Instant),
  endReason: v.optional(EndReason),
  /** A writer keeps them few (`people-limit`); a reader takes what there is, since a row that nobody reads cannot be ended. */
  people: v.array(SessionPerson),
});
export type Session = v.InferOutput<typeof Session>;
