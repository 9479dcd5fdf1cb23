import { expect } from '@open-wc/testing';
import { holdPicture } from '../../../../src/elements/video-stage/held-picture.js';
import { currentFrame } from '../../../../src/live/tracking/frames/current-frame.js';
import { colourTrack } from '../../../support/picture.js';
import { seen } from '../../../support/user.js';

describe('currentFrame', () => {
  it('is what the video shows, and nothing until a stream that is new to it shows something', async () => {
    const camera = colourTrack('#00ff00');
    const video = document.createElement('video');
    expect(currentFrame(video)).to.equal(undefined);
    Object.assign(video, { muted: true, srcObject: new MediaStream([camera.track]) });
    await video.play();
    const frame = currentFrame(video);
    expect([frame?.displayWidth, frame?.displayHeight]).to.eql([video.videoWidth, video.videoHeight]);
    frame?.close();
    const next = colourTrack('#ff0000');
    video.srcObject = new MediaStream([next.track]);
    await seen(() => video.videoWidth > 0);
    expect(currentFrame(video)).to.equal(undefined);
    // Nor is there anything that could be held.
    expect(holdPicture(video, 'camera', undefined, undefined)).to.equal(undefined);
    for (const one of [camera, next]) one.stop();
  });
});
