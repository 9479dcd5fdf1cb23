import { NearhandError } from './errors.js';
import type { Host } from './host.js';
import { tellDeveloper } from './tell-developer.js';

/**
 * Tells whoever builds the page what cannot work of what it gave to `createHost`: with a backend it is whom it is for.
 * Gives what nobody else shows. Loaded when there is something to tell.
 */
export function tellOfOptions(host: Host): NearhandError | undefined {
  if (host.backend) return void tellOfNobody(host);
  const { state, plugins } = host;
  const now = state.value;
  if (now.status === 'failed') return void tellOfFailure(now.error, plugins);
  if (now.status !== 'ready') return undefined;
  tellDeveloper(
    'createHost was given no plugin that brings a backend, so that nothing leaves this device: add one to its `plugins`, such as ' +
      'rest({ baseUrl, token }).',
  );
  return new NearhandError('page/misused', 'no plugin brings a backend');
}

/** Also for what `nearhand-host` was given by attributes: of them comes a host too. */
export function tellOfNobody({ tenant, user }: { readonly tenant?: unknown; readonly user?: unknown }): void {
  const given = typeof user === 'object' && user !== null ? user : {};
  const said = (['id', 'name', 'role'] as const).map((key) => `${key}: ${String(Reflect.get(given, key))}`);
  tellDeveloper(
    `the host works for nobody (tenant: ${String(tenant)}, user: { ${said.join(', ')} }): createHost({ plugins, tenant, user }) ` +
      `takes a tenant and a user with an id of letters, digits and _ . : -, a name, and as role agent, participant or observer; ` +
      'nearhand-host takes them as `tenant`, `user` and `user-name`.',
  );
}

/** Other codes were told where they arose. */
function tellOfFailure({ code, message, cause }: NearhandError, plugins: readonly unknown[]): void {
  if (!code.startsWith('plugin/')) return;
  const none = plugins.filter((given) => !isPlugin(given));
  for (const given of none) tellDeveloper(`createHost was given ${kindOf(given)}`);
  const why = cause instanceof Error ? ` (${String(cause)})` : '';
  if (none.length === 0) tellDeveloper(`the plugin ${message}${why}.`);
}

const isPlugin = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && 'start' in given && typeof given.start === 'function';

function kindOf(given: unknown): string {
  if (typeof given === 'function')
    return `the function ${given.name} as a plugin: call it, such as ${given.name}({ … }), and give what it returns.`;
  const kind =
    given instanceof Promise ? 'a promise' : typeof given === 'object' ? 'another object' : String(given);
  return `${kind} as a plugin: give it what a factory returns, such as rest({ baseUrl, token }).`;
}
