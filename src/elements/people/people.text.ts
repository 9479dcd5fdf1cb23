export const peopleText = {
  nobody: 'Nobody else is here yet. Invite somebody.',
  waiting: 'Waiting to be let in',
  live: 'In the session',
  reconnecting: 'Connection lost, coming back…',
  admit: 'Let in',
  admitLong: (name: string) => `Let ${name} in`,
  refuse: 'Turn away',
  refuseLong: (name: string) => `Turn ${name} away`,
  roles: { agent: 'Agent', participant: 'Guest', observer: 'Observer' },
};
