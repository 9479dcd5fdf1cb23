import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

const REPOSITORY = join(import.meta.dirname, '../..');
const DEMO = join(REPOSITORY, 'demo');

/** Folders whose files pages may load, links followed; whatever else lies beside them is nobody's business. */
export const SERVED = ['demo', 'src', 'plugins', 'node_modules', '.cache/vite'].map((folder) =>
  realPath(join(REPOSITORY, folder)),
);

/** The modules that Vite makes up: what it adds to a worker, its compiler's helpers, and a stand-in for Node's. */
const MADE_UP =
  /^\/@(vite\/(client|env)|id\/__x00__(vite-browser-external|vite\/[\w-]+\.js|@oxc-project\+runtime@[\d.]+\/helpers\/(esm\/)?\w+\.js))$/;

/**
 * Is this request target a page or a module of the demo? Only a file that is there is one: whatever else Vite and its
 * plugins answer does something, such as starting an editor. `data` is the folder of secrets: nothing in it ever is.
 */
export function isServed(target: string, data: string): boolean {
  const [raw = '/'] = target.split(/[?#]/);
  const path = decoded(raw);
  // Vite writes into the log what it cannot decode.
  if (decoded(target) === undefined) return false;
  if (!path?.startsWith('/') || /[\\%\0]|\/\//.test(path) || path.split('/').includes('..')) return false;
  return MADE_UP.test(path) || filesAt(path).some((file) => isFile(file) && mayBeRead(realPath(file), data));
}

/** Where Vite would look. */
function filesAt(path: string): string[] {
  if (path.startsWith('/@fs/')) return [path.slice('/@fs'.length)];
  const page = path.endsWith('/') ? `${path}index.html` : path;
  return [join(DEMO, page), join(DEMO, 'public', page)];
}

function mayBeRead(file: string, data: string): boolean {
  const folder = SERVED.find((one) => isInside(file, one));
  if (folder === undefined || isInside(file, realPath(data))) return false;
  return relative(folder, file)
    .split(sep)
    .every((part) => !part.startsWith('.'));
}

/** Is this folder, which is to hold secrets, one that pages are served from, or in one? */
export const liesUnderServed = (data: string): boolean =>
  SERVED.some((folder) => isInside(realPath(data), folder));

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** With every link followed, and in the case that the disk has; also of what is not there yet. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function isInside(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}

/** Does the `Host` header name this computer? Another one was made to point here, by a page that wants our answers. */
export function isOurHost(host: string | undefined, addresses: readonly string[]): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  return ['localhost', '127.0.0.1', '[::1]', ...addresses].includes(name);
}
