export const videoStageText = {
  notPinned: 'not pinned',
};
