export const hostText = { session: 'Session', history: 'History' };
