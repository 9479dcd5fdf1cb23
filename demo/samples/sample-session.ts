import type { Change } from '../../src/domain/change.js';
import type { Invitation } from '../../src/domain/invitations/schema.js';
import type { MediaItem } from '../../src/domain/media/schema.js';
import type { Message } from '../../src/domain/messages/schema.js';
import type { SessionEvent } from '../../src/domain/events/schema.js';
import type { Person, Session, SessionPerson } from '../../src/domain/session.js';
import type { Random } from './random.js';
import { PICTURE } from './sample-pictures.js';
import type { PictureName } from './sample-pictures.js';
import { TALK } from './sample-words.js';
import type { Topic } from './sample-words.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface SamplePlan {
  readonly id: string;
  readonly context: string;
  readonly topic: Topic;
  /** One of the topic's by chance, if absent. */
  readonly subject?: string;
  readonly guest: string;
  readonly agent: { readonly id: string; readonly name: string };
  /** When it was created, in ms since 1970. */
  readonly at: number;
  /** How far it has come: nobody invited, a link given out, somebody waits, somebody was let in, over. */
  readonly state: 'new' | 'invited' | 'waiting' | 'live' | 'ended';
  /** Messages. */
  readonly length: number;
}

export interface SampleShot {
  readonly id: string;
  readonly sessionId: string;
  readonly picture: PictureName;
}

export interface SampleSession {
  readonly changes: readonly Change[];
  readonly shots: readonly SampleShot[];
}

const iso = (at: number): string => new Date(at).toISOString();

/** All rows of one session, in the order in which they would have come. */
export function sampleSession(
  plan: SamplePlan,
  chance: Random,
  sizeOf: (picture: PictureName) => number,
): SampleSession {
  const { id, state, at, topic } = plan;
  const agent: Person = { ...plan.agent, role: 'agent' };
  const guest: Person = { id: `${id}-guest`, name: plan.guest, role: 'participant' };
  const talked = state === 'live' || state === 'ended';
  const start = at + 4 * MINUTE;
  const messages = talked ? talk(plan, chance, { agent, guest, start }) : [];
  const end = start + (messages.length + 2) * MINUTE;
  const shots = talked ? shotsOf(plan, chance) : [];
  const media = shots.map((shot, index): MediaItem => ({
    id: shot.id,
    sessionId: id,
    kind: 'snapshot',
    name: `${shot.picture.replace(/^./, (first) => first.toUpperCase())}, picture ${index + 1}.jpg`,
    type: PICTURE.type,
    size: sizeOf(shot.picture),
    width: PICTURE.width,
    height: PICTURE.height,
    author: agent,
    createdAt: iso(start + (index + 1) * 2 * MINUTE),
    ref: shot.id,
  }));
  const notes = state === 'ended' ? topic.notes.slice(0, chance.whole(0, topic.notes.length)) : [];
  const subject = plan.subject ?? chance.pick(topic.subjects);
  const changes: Change[] = [
    { collection: 'sessions', row: sessionRow(plan, { agent, guest, start, end, subject }) },
    ...invitations(plan, agent, chance),
    ...messages.map((row): Change => ({ collection: 'messages', row })),
    ...media.map((row): Change => ({ collection: 'media', row })),
    ...notes.map((text, index): Change => ({
      collection: 'notes',
      row: {
        id: `${id}-n${index}`,
        sessionId: id,
        author: agent,
        text,
        createdAt: iso(end + (index + 1) * MINUTE),
      },
    })),
    ...log(plan, { agent, guest, start, end, media }),
  ];
  return { changes, shots };
}

interface Course {
  readonly agent: Person;
  readonly guest: Person;
  /** In ms since 1970. */
  readonly start: number;
  readonly end: number;
}

function sessionRow(plan: SamplePlan, course: Course & { subject: string }): Session {
  const { id, context, at, state } = plan;
  const { agent, guest, start, end, subject } = course;
  const present = (person: Person, presence: SessionPerson['presence'], since: number): SessionPerson => ({
    ...person,
    presence,
    since: iso(since),
  });
  const people: Record<SamplePlan['state'], SessionPerson[]> = {
    new: [],
    invited: [],
    waiting: [present(guest, 'waiting', start)],
    live: [present(agent, 'admitted', at), present(guest, 'admitted', start)],
    ended: [present(agent, 'left', end), present(guest, 'left', end)],
  };
  return {
    id,
    context,
    title: subject,
    status: state === 'ended' ? 'ended' : 'open',
    createdBy: agent,
    createdAt: iso(at),
    people: people[state],
    ...(state === 'live' || state === 'ended' ? { startedAt: iso(start) } : {}),
    ...(state === 'ended' ? { endedAt: iso(end), endReason: 'agentEnded' as const } : {}),
  };
}

function talk(plan: SamplePlan, chance: Random, { agent, guest, start }: Omit<Course, 'end'>): Message[] {
  const { id, topic, length } = plan;
  return Array.from({ length }, (_, index): Message => {
    const isAgents = index % 2 === 0;
    const fromEnd = length - 1 - index;
    const own = isAgents ? topic.advised : topic.asked;
    const text =
      index === 0
        ? chance.pick(TALK.hello)
        : index === 1
          ? chance.pick(TALK.answer)
          : fromEnd === 0 && plan.state === 'ended'
            ? chance.pick(isAgents ? TALK.bye : TALK.thanks)
            : (own[(index >> 1) % own.length] ?? own[0]);
    const author = isAgents ? agent : guest;
    const createdAt = iso(start + index * MINUTE + chance.whole(0, 40) * 1000);
    return { id: `${id}-m${index}`, sessionId: id, author, text, createdAt };
  });
}

/** The demo's own ticket has some for certain. */
function shotsOf({ id, topic, subject }: SamplePlan, chance: Random): SampleShot[] {
  const count = subject ? 2 : Math.max(0, chance.whole(-3, 2));
  return Array.from({ length: count }, (_, index) => ({
    id: `${id}-p${index}`,
    sessionId: id,
    picture: index === 0 ? topic.picture : 'panel',
  }));
}

function invitations({ id, at, state, guest }: SamplePlan, agent: Person, chance: Random): Change[] {
  const statuses = {
    invited: chance.pick(['created', 'opened'] as const),
    waiting: 'waiting',
    live: 'joined',
    ended: 'joined',
  } as const;
  if (state === 'new') return [];
  const row: Invitation = {
    id: `${id}-i`,
    sessionId: id,
    channel: 'link',
    role: 'participant',
    status: statuses[state],
    createdBy: agent,
    createdAt: iso(at + MINUTE),
    // A token's expiry is in whole seconds, and the row says the same instant.
    expiresAt: iso(Math.floor((at + 24 * HOUR) / 1000) * 1000),
    ...(state === 'invited' ? {} : { guestName: guest }),
  };
  return [{ collection: 'invitations', row }];
}

function log(plan: SamplePlan, course: Course & { media: readonly MediaItem[] }): Change[] {
  const { id, at, state } = plan;
  const { agent, guest, start, end, media } = course;
  const has = (...states: SamplePlan['state'][]): boolean => states.includes(state);
  const lines: Omit<SessionEvent, 'id' | 'sessionId'>[] = [{ kind: 'created', at: iso(at), person: agent }];
  if (has('waiting', 'live', 'ended'))
    lines.push({ kind: 'waiting', at: iso(start - MINUTE), person: guest });
  if (has('live', 'ended')) lines.push({ kind: 'admitted', at: iso(start), person: guest });
  for (const item of media)
    lines.push({ kind: 'snapshot', at: item.createdAt, person: agent, about: item.id });
  if (has('ended')) lines.push({ kind: 'ended', at: iso(end), person: agent });
  return lines.map((line, index): Change => ({
    collection: 'events',
    row: { id: `${id}-e${index}`, sessionId: id, ...line },
  }));
}
