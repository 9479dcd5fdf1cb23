/** Links to everybody, so each picture is encoded once for each other person: phones bear three. */
export const MAX_PEOPLE = 4;

/** Bytes of one message. */
export const MESSAGE_LIMITS = { reliable: 65_536, lossy: 1_024 } as const;

/** Links that may be open or opening at once: strangers cannot make us open connections without end. */
export const MAX_LINKS = 12;

/** Messages that wait for the first listener. */
export const MAX_EARLY = 200;
