import { z } from 'zod';

/** `probes/`: what a server answered before it counted as ready. */
export const ServerProbeSchema = z.strictObject({
  schemaVersion: z.literal(1),
  deploymentId: z.string(),
  /** Ids the endpoint lists. */
  models: z.array(z.string()).readonly(),
  /** Of one short answer as a whole. */
  firstTokensMs: z.number(),
  contextTokens: z.int().exactOptional(),
  firstTokenMs: z.number().exactOptional(),
  tokensPerSecond: z.number().exactOptional(),
  forcedToolCall: z.boolean().exactOptional(),
  spontaneousToolCalls: z.strictObject({ made: z.int(), of: z.int() }).exactOptional(),
  at: z.iso.datetime(),
});
export type ServerProbe = Readonly<z.infer<typeof ServerProbeSchema>>;
