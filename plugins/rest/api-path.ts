import type { paths } from './api.generated.js';

/** `/rows/{collection}` as the client writes it: `rows/…`. */
type Written<P> = P extends `/${infer Rest}` ? Filled<Rest> : never;
type Filled<P extends string> = P extends `${infer Before}{${string}}${infer After}`
  ? `${Before}${string}${Filled<After>}`
  : P;

/** An address that `openapi.yaml` has. */
export type ApiPath = Written<keyof paths>;
