import type { RoomPerson } from '../../live/room/room-state.js';

/** Whose picture is shown large: the first who sends one and is no agent, else the first who sends one, else the first. */
export function shownPerson(people: readonly RoomPerson[]): RoomPerson | undefined {
  const here = people.filter((one) => one.presence !== 'waiting');
  const sending = here.filter((one) => one.tracks.has('camera'));
  return sending.find((one) => one.person.role !== 'agent') ?? sending[0] ?? here[0];
}
