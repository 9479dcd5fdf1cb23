export const storeNoticeText = {
  offline: 'No connection: you see what is kept on this device.',
  memory: 'This browser keeps nothing on this device: what is not sent is gone when the page is closed.',
  outdated: 'This page was updated in another tab. Reload it to go on writing.',
  pending: (count: number) =>
    count === 1 ? '1 change waits to be sent.' : `${count} changes wait to be sent.`,
  dismiss: 'Dismiss',
  refused: 'Not accepted',
  retry: 'Try again',
  discard: 'Discard',
  writes: {
    'session.create': 'New session',
    'session.rename': 'New name',
    'session.admit': 'Letting somebody in',
    'session.refuse': 'Turning somebody away',
    'session.leave': 'Somebody leaving',
    'session.end': 'End of the session',
    'message.create': 'Message',
    'note.create': 'Note',
    'media.create': 'Picture',
    'event.append': 'Log entry',
  },
};
