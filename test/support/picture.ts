/** A video track of one colour that never stops: a canvas, painted anew for each frame. */
export function colourTrack(colour: string): { track: MediaStreamTrack; stop(): void } {
  const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 });
  const context = canvas.getContext('2d');
  let frame = 0;
  const timer = setInterval(() => {
    if (!context) return;
    context.fillStyle = colour;
    context.fillRect(0, 0, 160, 120);
    context.fillStyle = frame++ % 2 ? '#000' : '#fff';
    context.fillRect(0, 0, 4, 4);
  }, 50);
  const [track] = canvas.captureStream(20).getVideoTracks();
  if (!track) throw new Error('the canvas gave no track');
  return {
    track,
    stop() {
      clearInterval(timer);
      track.stop();
    },
  };
}

/** Decodes the track's frames until the middle of the picture has this colour, each channel within 60 of 255. */
export async function untilColour(
  track: MediaStreamTrack,
  colour: readonly [number, number, number],
): Promise<void> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  document.body.append(video);
  try {
    await video.play();
    for (;;) {
      await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
      const seen = middle(video);
      if (colour.every((channel, index) => Math.abs(channel - (seen[index] ?? 0)) < 60)) return;
    }
  } finally {
    video.srcObject = null;
    video.remove();
  }
}

function middle(video: HTMLVideoElement): Uint8ClampedArray {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  const context = canvas.getContext('2d');
  context?.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 1, 1, 0, 0, 1, 1);
  return context?.getImageData(0, 0, 1, 1).data ?? new Uint8ClampedArray(4);
}
