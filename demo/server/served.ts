import { isAbsolute, join, relative, sep } from 'node:path';

const REPOSITORY = join(import.meta.dirname, '../..');
const DEMO = join(REPOSITORY, 'demo');

/** Folders whose files pages may load; whatever else lies beside them is nobody's business. */
export const SERVED = ['demo', 'src', 'plugins', 'node_modules', '.cache/vite'].map((folder) =>
  join(REPOSITORY, folder),
);

/** Vite's own modules and virtual ones; never a path. */
const MODULE = /^\/(@vite\/[\w.-]+|@id\/(__x00__)?[\w@][\w@:+.-]*(\/[\w@][\w@+.-]*)*)$/;

/** Is this request target a page or a module of the demo? `data` is the folder of secrets: nothing in it ever is. */
export function isServed(target: string, data: string): boolean {
  const [raw = '/'] = target.split(/[?#]/);
  const path = decoded(raw);
  if (path === undefined || /[\\%\0]|\/\//.test(path) || path.split('/').includes('..')) return false;
  if (MODULE.test(path)) return true;
  if (path.startsWith('/@') && !path.startsWith('/@fs/')) return false;
  const file = path.startsWith('/@fs/') ? path.slice('/@fs'.length) : join(DEMO, path);
  const folder = SERVED.find((one) => isInside(file, one));
  if (folder === undefined || isInside(file, data)) return false;
  return relative(folder, file)
    .split(sep)
    .every((part) => part === '' || !part.startsWith('.'));
}

/** Is this folder, which is to hold secrets, one that pages are served from, or in one? */
export const liesUnderServed = (data: string): boolean => SERVED.some((folder) => isInside(data, folder));

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
