import type { Pictures } from '../samples/sample-pictures.js';

const FILES = {
  pump: new URL('../samples/pump.jpg', import.meta.url),
  router: new URL('../samples/router.jpg', import.meta.url),
  boiler: new URL('../samples/boiler.jpg', import.meta.url),
  panel: new URL('../samples/panel.jpg', import.meta.url),
};

export const fetchedPictures: Pictures = async (name) => {
  const response = await fetch(FILES[name]);
  if (!response.ok) throw new Error(`the sample picture ${name} is not there`);
  return new Uint8Array(await response.arrayBuffer());
};
