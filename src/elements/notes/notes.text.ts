export const notesText = {
  label: 'Notes',
  empty: 'No notes yet. Write what should be remembered.',
  loading: 'Loading the notes…',
  placeholder: 'Write a note',
  add: 'Add note',
  pending: 'Kept here; sent when there is a connection',
};
