import { join } from 'node:path';
import type { z } from 'zod';
import type { ArtifactStore } from '../../src/adapters/artifacts/artifact-store.ts';
import { createDirectoryStore } from '../../src/adapters/artifacts/directory-store.ts';
import { planModel } from '../../src/adapters/catalogue/plan-model.ts';
import { ServedInput } from '../../src/contracts/served-input.ts';
import type { KnownHost } from '../../src/domain/deployment/place/known-host.ts';
import { tokensPerSecondAlone } from '../../src/domain/deployment/plan/serving-seconds.ts';
import { PACKAGE_ROOT } from '../../src/settings/package-root.ts';

/** A host as its worker tells of it. */
export const aHost = (
  host: string,
  gpus: string | null = null,
  more: Partial<KnownHost> = {},
): KnownHost => ({
  ...{ host, gpus, concurrency: 16, allowCommand: false, trustRemoteCode: [] },
  startedAt: '2026-11-28T08:00:00.000Z',
  ...more,
});

/** A store in which no worker has told of a host. */
export const emptyStore = (): ArtifactStore => createDirectoryStore('/nonexistent/durabench');

/** What the planner is asked about a model of the shipped catalogue, and its speed for one request. */
export async function catalogueRequest(input: z.input<typeof ServedInput>) {
  const planned = await planModel(join(PACKAGE_ROOT, 'config'), ServedInput.parse(input));
  if (planned === undefined) throw new Error(`${input.model} is not in the catalogue`);
  const { request } = planned.plan;
  return { request, alone: tokensPerSecondAlone(request) };
}
