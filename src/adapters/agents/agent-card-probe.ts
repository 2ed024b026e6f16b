import { z } from 'zod';
import type { Liveness } from '../inference/inference-server.ts';

const PROBE_TIMEOUT_MS = 2_000;
const CARD_PATHS = ['.well-known/agent-card.json', '.well-known/agent.json'] as const;
const CardName = z.object({ name: z.string().min(1) });

/** One cheap look: whether an agent serves its card now. An abort rethrows its reason. */
export async function probeCard(url: string, signal: AbortSignal): Promise<Liveness> {
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(PROBE_TIMEOUT_MS)]);
  const base = url.endsWith('/') ? url : `${url}/`;
  let reason = '';
  for (const path of CARD_PATHS) {
    const cardUrl = new URL(path, base).href;
    try {
      const response = await fetch(cardUrl, { signal: bounded });
      const body: unknown = await response.json();
      if (response.ok && CardName.safeParse(body).success) return { alive: true };
      reason ||= `${cardUrl} answers ${response.status} without an agent card`;
    } catch (error) {
      signal.throwIfAborted();
      reason ||= `${cardUrl}: ${describe(error)}`;
    }
  }
  return { alive: false, reason };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The built-in fetch says "fetch failed" and keeps what happened in the cause.
  return error.cause instanceof Error ? error.cause.message : error.message;
}
