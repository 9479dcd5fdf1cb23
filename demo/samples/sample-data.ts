import type { Storage } from '../../plugins/rest/server/storage.js';
import { PICTURE } from './sample-pictures.js';
import type { PictureName, Pictures } from './sample-pictures.js';
import { random } from './random.js';
import { sampleSession } from './sample-session.js';
import type { SamplePlan } from './sample-session.js';
import { AGENTS, GUESTS, TOPICS } from './sample-words.js';

const SEED = 1042;
const SESSIONS = 120;
const OPEN = 8;
const HOUR = 3600_000;
const DAY = 24 * HOUR;
const SPAN = 60 * DAY;

/** The ticket of the demo's page: it was worked on twice before. */
const TICKET = { context: 'demo:ticket:1042', days: [9.3, 2.1] } as const;

/** Made-up work of two months, the same for each seed, told from now backwards; the server keeps it as if it had happened. */
export async function fillWithSamples(
  storage: Storage,
  tenant: string,
  read: Pictures,
  now = Date.now(),
): Promise<void> {
  const pictures = await readAll(read);
  const chance = random(SEED);
  for (const plan of plans(now)) {
    const { changes, shots } = sampleSession(plan, chance, (name) => pictures.get(name)?.length ?? 0);
    for (const { id, sessionId, picture } of shots) {
      const bytes = pictures.get(picture);
      if (bytes) await storage.putBlob(tenant, { id, sessionId, type: PICTURE.type, bytes });
    }
    await storage.write(tenant, async (writer) => {
      for (const change of changes) await writer.put(change);
    });
  }
}

async function readAll(read: Pictures): Promise<Map<PictureName, Uint8Array<ArrayBuffer>>> {
  const names = [...new Set(TOPICS.map(({ picture }) => picture))];
  return new Map(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
}

/** Oldest first, as the rows would have come. */
function plans(now: number): SamplePlan[] {
  const chance = random(SEED + 1);
  const count = SESSIONS - TICKET.days.length;
  const usual = Array.from({ length: count }, (_, index): SamplePlan => {
    const left = count - index;
    const plan = {
      id: `sample-${index}`,
      context: `demo:ticket:${900 + index}`,
      topic: chance.pick(TOPICS),
      guest: GUESTS[index % GUESTS.length] ?? GUESTS[0],
      agent: chance.pick(AGENTS),
      length: chance.whole(3, 40),
    };
    if (left > OPEN)
      return {
        ...plan,
        at: now - (SPAN * (left - OPEN + chance.next())) / SESSIONS - 8 * HOUR,
        state: 'ended',
      };
    const state = OPEN_STATES[left % OPEN_STATES.length] ?? 'invited';
    return { ...plan, ...QUEUE[left - 1], at: now - left * 0.7 * HOUR, state };
  });
  const ofTicket = TICKET.days.map((days, index): SamplePlan => {
    const [topic] = TOPICS;
    return {
      id: `sample-ticket-${index}`,
      context: TICKET.context,
      topic,
      subject: topic.subjects[0],
      guest: GUESTS[0],
      agent: AGENTS[index] ?? AGENTS[0],
      at: now - days * DAY,
      state: 'ended',
      length: index === 0 ? 34 : 14,
    };
  });
  return [...usual, ...ofTicket].sort((a, b) => a.at - b.at);
}

const OPEN_STATES: readonly SamplePlan['state'][] = ['waiting', 'invited', 'live', 'new'];

/** The other tickets of the page's queue. */
const QUEUE: readonly Pick<SamplePlan, 'context' | 'topic' | 'subject' | 'guest'>[] = [
  { context: 'demo:ticket:1038', topic: TOPICS[1], subject: 'Router has no light', guest: 'Yuki Mori' },
  { context: 'demo:ticket:1021', topic: TOPICS[2], subject: 'Boiler yearly check', guest: 'Ana Sousa' },
  { context: 'demo:ticket:1017', topic: TOPICS[3], subject: 'Door sensor stuck open', guest: 'Kofi Mensah' },
];
