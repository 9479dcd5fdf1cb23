export const launcherText = {
  start: 'Start remote help',
  resume: 'Resume remote help',
  starting: 'Starting…',
  live: (names: string) => `${names} in the session`,
  waiting: (names: string) => `${names} waiting to be let in`,
  openSince: (time: string) => `Open since ${time}`,
};
