import type { Point } from '../../domain/annotation.js';
import type { Person } from '../../domain/session.js';
import type { LivePeer } from '../../ports/live-port.js';
import { Value } from '../../ports/value.js';
import type { Pointer } from '../wire/message.js';

/** Where somebody points on whose picture. */
export interface ShownPointer {
  readonly peerId: string;
  readonly person: Person;
  readonly surface: string;
  readonly at: Point;
}

/** Everybody's pointers; who leaves or lifts the hand points no more. */
export class Pointers {
  readonly shown = new Value<readonly ShownPointer[]>([]);

  receive({ id, person }: LivePeer, { surface, at }: Pointer): void {
    if (person.role === 'observer') return;
    const others = this.shown.value.filter(({ peerId }) => peerId !== id);
    this.shown.set(at ? [...others, { peerId: id, person, surface, at }] : others);
  }

  keepOnly(peers: readonly LivePeer[]): void {
    const left = this.shown.value.filter(({ peerId }) =>
      peers.some(({ id, link }) => id === peerId && link === 'connected'),
    );
    if (left.length !== this.shown.value.length) this.shown.set(left);
  }
}
