export type PictureName = 'pump' | 'router' | 'boiler' | 'panel';

/** What the JPEG files beside this are, each as an expert keeps it: what the camera saw, with an arrow on it. */
export const PICTURE = { width: 960, height: 540, type: 'image/jpeg' } as const;

/** Reads one of them. */
export type Pictures = (name: PictureName) => Promise<Uint8Array<ArrayBuffer>>;
