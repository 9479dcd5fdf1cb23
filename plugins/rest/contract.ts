/**
 * The version of `openapi.yaml` that this code speaks. It changes when an older client or server would misunderstand: not
 * with a kind of change that it leaves out, or a write that it refuses. */
export const CONTRACT = '1';

/** On every answer: its version (`nearhand-contract: 1`). Without it an answer is of version 1. */
export const CONTRACT_HEADER = 'nearhand-contract';

/**
 * A client says its version in a parameter of `Accept`, which browsers let a page send anywhere: a header of its own would
 * have to be allowed by every server before it is asked at all (Fetch, CORS-safelisted request-header).
 */
export const ACCEPT = `application/json;contract=${CONTRACT}`;
