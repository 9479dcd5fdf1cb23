interface Policy {
  createScriptURL(url: string): unknown;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

/**
 * The address of a script of the kit, as a page that demands Trusted Types takes it
 * (https://www.w3.org/TR/trusted-types/). Its policy has the name `nearhand`: a page that lists policies lists it, with
 * `'allow-duplicates'` where two copies of the kit are on it.
 */
export function scriptUrl(url: string): string {
  try {
    policy ??= factory()?.createPolicy('nearhand', { createScriptURL: (address) => address });
  } catch {
    // Not listed: the page refuses the plain address then, and says why.
  }
  return (policy ? policy.createScriptURL(url) : url) as string;
}

/** Made once for each copy of the kit: a page may allow each name once. */
let policy: Policy | undefined;

const factory = (): PolicyFactory | undefined =>
  (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
