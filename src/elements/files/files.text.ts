export const filesText = {
  label: 'Files',
  empty: 'No pictures yet. A snapshot of the video is kept here with its marks.',
  loading: 'Loading…',
  retry: 'Try again',
  close: 'Close',
  download: 'Download',
  draw: 'Draw on it',
  previous: 'Previous',
  next: 'Next',
  pending: 'Kept here; sent when there is a connection',
};
