export const deviceTroubleText = {
  camera: 'Camera',
  microphone: 'Microphone',
  both: 'Camera and microphone',
  again: 'Try again',
  hide: 'Hide',
  allow: 'Allow it by the sign beside the address, then try again.',
};
