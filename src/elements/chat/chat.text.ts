export const chatText = {
  label: 'Chat',
  empty: 'Nothing written yet.',
  loading: 'Loading the chat…',
  placeholder: 'Write a message',
  send: 'Send',
  sending: 'Not sent yet: it goes out by itself when there is a connection',
  newer: 'New messages',
  you: 'You',
  by: (name: string) => `written down by ${name}`,
  refused: 'Not accepted',
  tooLong: 'That is too long for one message.',
};
