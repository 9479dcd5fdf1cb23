import type { Change } from '../domain/change.js';
import { newId } from '../domain/ids.js';
import { now } from '../domain/primitives.js';
import type { SessionEvent } from '../domain/events/schema.js';
import type { EndReason, Person, Session } from '../domain/session.js';
import { isNearhandError } from '../host/errors.js';
import type { Host } from '../host/host.js';
import type { PlacedMark } from '../live/annotations/geometry.js';
import { pageInsecure } from '../live/media/errors.js';
import { LocalMedia } from '../live/media/local-media.js';
import { openRoom } from '../live/room/room.js';
import type { Room } from '../live/room/room.js';
import type { RoomEntry } from '../live/room/room-state.js';
import { stayAwake } from '../live/media/stay-awake.js';
import type { RoomSessionMemory } from '../live/room/session-memory.js';
import { takeSnapshot } from '../live/media/snapshot.js';
import type { Unsubscribe } from '../ports/readable.js';
import { Value } from '../ports/value.js';
import type { MutationDraft, Store } from '../store/store.js';
import { logAnchors } from './anchor-log.js';
import type { JoinedSession } from './joined-session.js';
import { logMarks } from './mark-log.js';
import { prepareCall } from './prepare-call.js';
import { writeAnyhow, type NotWritten } from './send-past-copy.js';
import { callErrorText } from './text/call-error-text.js';
import { addErrorText } from './text/text.js';
import type { Workspace } from './workspace.js';

addErrorText(callErrorText);

/** How long a decision about somebody waits for the records to tell of them, in ms. */
const NEWS = 10_000;

/** How long leaving waits for the local copy, in ms. */
const FAREWELL = 2_000;

export interface LiveSessionOptions {
  readonly host: Host;
  readonly entry: RoomEntry;
  /** Our own devices, if the page has opened them already. */
  readonly media?: LocalMedia;
  /** For guests: how to come back after a reload. */
  readonly memory?: RoomSessionMemory;
}

/**
 * Our part in one live session, with the records beside it: what is said and decided in the room is written to the
 * local copy, and what the records say (an end, somebody let in earlier) holds in the room.
 */
export class LiveSession implements JoinedSession {
  readonly room: Room;
  readonly media: LocalMedia;
  readonly #cleanups: Unsubscribe[] = [];
  #workspace: Workspace | undefined;
  #records: Promise<Store> | undefined;
  readonly #session = new Value<Session | undefined>(undefined);
  #disposed = false;
  #notWritten: NotWritten | undefined;

  /** @throws NearhandError `page/insecure`, or `plugin/missing` when no plugin brings the live port. */
  static async open(options: LiveSessionOptions): Promise<LiveSession> {
    const { host } = options;
    const insecure = pageInsecure();
    if (insecure) throw insecure;
    await prepareCall(host);
    if (host.state.value.status === 'failed') throw host.state.value.error;
    return new LiveSession(options);
  }

  private constructor({ host, entry, media = new LocalMedia(), memory }: LiveSessionOptions) {
    this.media = media;
    this.room = openRoom({
      live: host.get('live'),
      backend: { enter: (way, signal) => required(host).enter(way, signal) },
      entry,
      media,
      ...(memory ? { memory } : {}),
      ...(host.workers === undefined ? {} : { workers: host.workers }),
      isAdmitted: (id) =>
        this.#session.value?.people.some((one) => one.id === id && one.presence === 'admitted') ?? false,
    });
    this.#releaseAtEnd();
  }

  /** The session's id, once known: a guest learns it on entering. */
  get sessionId(): string {
    return this.#session.value?.id ?? '';
  }

  /** Set where the records do not tell how the session ended. */
  get notWritten(): NotWritten | undefined {
    return this.#notWritten;
  }

  /** Joins the records to the room. For a guest this is possible only once the room knows who they are. */
  async attach(workspace: Workspace, session: Session): Promise<void> {
    this.#workspace = workspace;
    this.#session.set(session);
    const store = await (this.#records = openRecords(workspace, session));
    if (this.#disposed) return;
    this.#cleanups.push(
      workspace.hold(this),
      // What cannot be kept now comes again with the backend's records.
      this.room.onShared((change) => void store.receive(change).catch(() => undefined)),
      this.#follow(store, session.id),
    );
    if (workspace.user.role === 'agent') this.#cleanups.push(this.#logMarks(workspace.user, session.id));
  }

  /** Shows a row of the chat to the others at once. */
  share(change: Change): void {
    if (this.room.state.value.status !== 'ended') this.room.share(change);
  }

  async admit(personId: string): Promise<void> {
    this.room.admit(personId);
    await this.#known(personId);
    await this.#write({ type: 'session.admit', sessionId: this.sessionId, personId });
  }

  async refuse(personId: string): Promise<void> {
    this.room.refuse(personId);
    await this.#known(personId);
    await this.#write({ type: 'session.refuse', sessionId: this.sessionId, personId });
  }

  /**
   * Ends the session for everybody. Written before it is said, so that an end is never only said; but where neither the
   * local copy nor the backend can take it, the call is over all the same, and `notWritten` says why.
   * @param note closes the session's notes
   */
  async end(reason: EndReason = 'agentEnded', note = ''): Promise<void> {
    const { sessionId } = this;
    const drafts: MutationDraft[] = [{ type: 'session.end', sessionId, reason }];
    const author = this.#workspace?.user;
    if (note && author) {
      const written = { id: newId(), sessionId, author, text: note, createdAt: now() };
      drafts.unshift({ type: 'note.create', sessionId, note: written });
    }
    for (const draft of drafts) {
      const error = await writeAnyhow(this.#workspace, draft, () => this.#write(draft));
      const lost = draft.type === 'note.create' ? draft.note.text : this.#notWritten?.note;
      if (error) this.#notWritten = { error, note: lost };
    }
    await this.room.end(reason);
  }

  /** Keeps the picture as it shows now, with its marks. Resolves with the media item's id. */
  async snapshot(
    picture: HTMLVideoElement | HTMLCanvasElement,
    marks: readonly PlacedMark[],
    name: string,
  ): Promise<string> {
    const store = await this.#records;
    if (!store || !this.#workspace) throw new TypeError('attach the records before taking a snapshot');
    const { blob, width, height } = await takeSnapshot(picture, marks);
    const { sessionId } = this;
    const about = await store.addMedia(blob, { sessionId, kind: 'snapshot', name, width, height });
    const event = {
      id: newId(),
      sessionId,
      at: now(),
      kind: 'snapshot' as const,
      person: this.#workspace.user,
      about,
    };
    await store.mutate({ type: 'event.append', sessionId, event });
    return about;
  }

  /** Leaves and releases everything; the session goes on. */
  async close(reason: EndReason): Promise<void> {
    // A local copy that hangs, or is gone, keeps nobody in the room.
    await Promise.race([this.#sayLeft(), new Promise((resolve) => setTimeout(resolve, FAREWELL))]);
    await this.room.leave(reason);
    this.dispose();
  }

  /** Releases what the page holds: devices and subscriptions. */
  dispose(): void {
    this.#disposed = true;
    for (const cleanup of this.#cleanups.splice(0)) cleanup();
    this.media.dispose();
  }

  /** However the part in the session ends, also before it began: no device stays open, and the screen may sleep. */
  #releaseAtEnd(): void {
    const { state } = this.room;
    const sleep = stayAwake();
    const look = (): void => {
      if (state.value.status !== 'ended') return;
      this.media.dispose();
      sleep();
    };
    state.subscribe(look);
    look();
  }

  /** Everybody logs their own leaving, so that it stands there once. */
  async #sayLeft(): Promise<void> {
    const { status } = this.room.state.value;
    const personId = this.#workspace?.user.id;
    if (!this.#records || !personId || status === 'ended' || status === 'joining') return;
    await this.#write({ type: 'session.leave', sessionId: this.sessionId, personId }).catch(() => undefined);
  }

  /**
   * Whoever asks to come in stands in the room before the records tell of them, and nothing can be written of them until
   * then: asks for the news and waits for it, or for the deadline.
   */
  async #known(personId: string): Promise<void> {
    const isKnown = (session: Session | undefined) =>
      session?.people.some(({ id }) => id === personId) ?? true;
    const store = await this.#records;
    if (!store || isKnown(this.#session.value)) return;
    void store.refresh().catch(() => undefined);
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(end, NEWS);
      const stop = this.#session.subscribe((session) => isKnown(session) && end());
    });
  }

  /** An agent's marks are told in the log, and how they fared; a guest's own device may not write there. */
  #logMarks(person: Person, sessionId: string): Unsubscribe {
    const append = (event: SessionEvent): void =>
      void this.#write({ type: 'event.append', sessionId, event }).catch(() => undefined);
    const stops = [
      logMarks(this.room.board, person, sessionId, append),
      logAnchors(this.room, person, sessionId, append),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /**
   * Also what is decided while the records are still being opened is written, and what is decided while the local copy
   * has lost the session: the room knows it.
   */
  async #write(draft: MutationDraft): Promise<void> {
    const store = await this.#records;
    const session = this.#session.value;
    await store?.mutate(draft).catch(async (error: unknown) => {
      if (!session || !isNearhandError(error) || error.code !== 'backend/not-found') throw error;
      await store.receive({ collection: 'sessions', row: session });
      await store.mutate(draft);
    });
  }

  #follow(store: Store, id: string): Unsubscribe {
    const query = store.session(id);
    const stop = query.subscribe((stored) => {
      if (!stored) return;
      this.#heed(stored.row);
      this.#session.set(stored.row);
      if (stored.row.status === 'ended') void this.#endedElsewhere(stored.row.endReason ?? 'agentEnded');
    });
    return () => {
      stop();
      query.close();
    };
  }

  /** Somebody who was sent away may be let in again: only that they are now and were not is heeded. */
  #heed({ people }: Session): void {
    const before = this.#session.value?.people ?? [];
    const isRefused = (list: Session['people'], id: string): boolean =>
      list.some((one) => one.id === id && one.presence === 'refused');
    const sentAway = people.filter(({ id }) => isRefused(people, id) && !isRefused(before, id));
    if (sentAway.length > 0) this.room.sentAway(sentAway.map(({ id }) => id));
  }

  async #endedElsewhere(reason: EndReason): Promise<void> {
    const state = this.room.state.value;
    if (state.status === 'ended') return;
    if ('self' in state && state.self.role === 'agent') await this.room.end(reason);
    else await this.room.leave(reason);
  }
}

/** The grant may know the session before the local copy does; nothing could be written to it until then. */
async function openRecords(workspace: Workspace, session: Session): Promise<Store> {
  const store = await workspace.open();
  await store.receive({ collection: 'sessions', row: session }).catch(() => undefined);
  return store;
}

function required(host: Host) {
  const { backend } = host;
  if (!backend) throw new TypeError('no plugin brings the backend port: add one to createHost({ plugins })');
  return backend;
}
