/** What a schema of `openapi.yaml` does not say by itself, by its name or the name of its member. */
export const DESCRIPTIONS: Readonly<Record<string, string>> = {
  Context:
    'Names the ticket anywhere, `system:type:id`. Without control characters and without what Unicode calls ignorable, directional marks among it.',
  Cursor: 'Opaque.',
  MediaRef: 'Opaque.',
  'SessionPerson.admittedAt':
    'When they were let in. It stays when they leave, so that `left` with it was in the session and `left` without it only in the waiting room; it goes when they come back to wait.',
  'Session.people':
    'The server keeps 200: whoever comes takes the place of somebody who has gone. Readers take as many as there are.',
  'Message.by': 'Who wrote it down for the author, where that was somebody else. Set by the server.',
  'MediaItem.size': 'In bytes.',
  'MediaItem.width': 'In pixels.',
  'MediaItem.height': 'In pixels.',
  'MediaItem.ref':
    "Of an upload to this session. With it, `kind`, `type` and `size` are the server's word; without it, a `type` that is not kept becomes `application/octet-stream`.",
  'SessionEvent.by': 'Who did it, where that is not `person`.',
  'DirectoryEntry.phone': 'E.164.',
  'DirectoryEntry.removedAt': 'When the vendor’s server took them out; how they were reached is not kept.',
  Change: 'One row as it now is.',
  Deletion:
    'A row that is gone, for good: nothing brings its id back, and what is written to it is refused with `backend/not-found`. With a session goes all that belongs to it, of which nothing else is said. A client of the first release of this version leaves it out.',
  Mutation:
    "Its `id` is the idempotency key. Authors are set from the caller. An agent may write down what a guest of the session said: the message then says `by`. `event.append` takes `snapshot`, `marked`, `markLost` and `markFound`, of the caller; all other lines are the server's own.",
};
