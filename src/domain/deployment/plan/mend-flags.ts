import { checkFree, utilisationMax } from './check-free.ts';
import { checkLength, checkTypes } from './check-types.ts';
import type { PlanRequest } from './facts.ts';

/** A changed request, and what is different: empty when nothing is. */
export interface Mended {
  readonly request: PlanRequest;
  readonly change: string;
}

/** Without what no hardware can mend: unknown types, a context beyond the model's, all of a GPU. */
export function mendFlags(request: PlanRequest): Mended {
  const typesFail = checkTypes(request).state === 'fails';
  const lengthFails = checkLength(request).state === 'fails';
  const asksTooMuch = checkFree(request).state === 'fails';
  const { context } = request.model;
  const utilisation = utilisationMax(request.gpu);
  return {
    request: {
      ...request,
      ...(typesFail && { dtype: undefined, quantization: undefined, kvCacheDtype: undefined }),
      ...(lengthFails && { maxLen: context }),
      ...(asksTooMuch && { utilisation }),
    },
    change: [
      ...(typesFail ? ['types as the checkpoint has them'] : []),
      ...(lengthFails ? [`context ${context}`] : []),
      ...(asksTooMuch ? [`utilisation ${utilisation}`] : []),
    ].join(', '),
  };
}
