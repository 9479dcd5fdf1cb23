export const anchorNotesText = {
  hints: {
    'move-slower': 'Move slower',
    'more-light': 'More light, please',
    'step-back': 'Step back a little',
    'no-detail': 'This surface has no detail to hold on to: show something around it too',
    'lens-covered': 'The camera sees nothing: is the lens covered?',
    'no-tracker': 'Marks cannot be tied to things here: hold the camera still while one is shown',
  },
  lost: 'Out of sight. Show it again:',
  sought: 'Looking for what was marked. Show it:',
  enlarge: 'Enlarge what was marked',
  shrink: 'Make it small again',
};
