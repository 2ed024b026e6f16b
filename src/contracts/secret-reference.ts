import { z } from 'zod';

/** A secret is named, never written: `${OPENAI_API_KEY}`. It is read inside activities only. */
export const SecretReference = z
  .string()
  .regex(/^\$\{[A-Z_][A-Z0-9_]*\}$/, 'write secrets as a reference such as ${OPENAI_API_KEY}');
