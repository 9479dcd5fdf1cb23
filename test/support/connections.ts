/** Every RTCPeerConnection that the page makes from now on, so that a test can count them and cut one off. */
export function watchConnections(): { open(): RTCPeerConnection[]; cut(): void; restore(): void } {
  const all: RTCPeerConnection[] = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      all.push(this);
    }
  };
  const open = (): RTCPeerConnection[] => all.filter(({ signalingState }) => signalingState !== 'closed');
  return {
    open,
    /** Closes one end of a link under its owner: neither end is told, just as when a device loses its network. */
    cut() {
      const [victim] = open();
      victim?.close();
    },
    restore() {
      window.RTCPeerConnection = Native;
    },
  };
}
