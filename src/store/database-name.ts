/** `encodeURIComponent` leaves no colon, so that two different pairs never make one name. */
export const databaseName = (tenant: string, userId: string): string =>
  `nearhand:${encodeURIComponent(tenant)}:${encodeURIComponent(userId)}`;
