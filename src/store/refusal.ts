import type { Receipt } from '../domain/receipt.js';
import type { ErrorCode } from '../domain/error-code.js';

export const refusal = (mutationId: string, code: ErrorCode): Receipt => ({
  status: 'refused',
  mutationId,
  code,
  changes: [],
});
