import type { KnownHost } from '../../src/domain/deployment/place/known-host.ts';

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
