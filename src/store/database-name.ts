/**
 * `encodeURIComponent` leaves no colon, so that two different triples never make one name. Each source of records has a
 * copy of its own.
 */
export const databaseName = (tenant: string, userId: string, source?: string): string =>
  `nearhand:${[tenant, userId, source]
    .filter((part) => part !== undefined)
    .map(encodeURIComponent)
    .join(':')}`;
