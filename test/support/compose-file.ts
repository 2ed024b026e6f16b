import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PACKAGE_ROOT } from '../../src/settings/package-root.ts';

const Duration = z.string().regex(/^(\d+(h|m|s))+$/);
const Size = z.string().regex(/^\d+[mg]$/);
const Words = z.array(z.string()).min(1);

const Healthcheck = z.strictObject({
  test: Words.refine(([first]) => first === 'CMD'),
  interval: Duration,
  timeout: Duration,
  retries: z.int().positive(),
  start_period: Duration.optional(),
});

const Gpus = z.strictObject({
  driver: z.literal('nvidia'),
  count: z.union([z.literal('all'), z.int().positive()]),
  capabilities: z.tuple([z.literal('gpu')]),
});

const Service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.literal('.'), dockerfile: z.string() }).optional(),
  profiles: Words.optional(),
  depends_on: z
    .record(
      z.string(),
      z.strictObject({
        condition: z.enum(['service_healthy', 'service_completed_successfully']),
      }),
    )
    .optional(),
  entrypoint: Words.optional(),
  command: Words.optional(),
  user: z.string().optional(),
  init: z.boolean().optional(),
  environment: z.record(z.string(), z.string()).optional(),
  volumes: Words.optional(),
  ports: Words.optional(),
  networks: Words,
  shm_size: Size.optional(),
  ulimits: z.record(z.string(), z.int()).optional(),
  stop_grace_period: Duration.optional(),
  restart: z.enum(['unless-stopped', 'on-failure:5']),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }),
  deploy: z
    .strictObject({
      resources: z.strictObject({ reservations: z.strictObject({ devices: z.array(Gpus) }) }),
    })
    .optional(),
  healthcheck: Healthcheck.optional(),
});

/** The part of the Compose specification that our file uses; anything else is refused. */
const ComposeFile = z.strictObject({
  name: z.string(),
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.strictObject({})),
  volumes: z.record(z.string(), z.strictObject({})),
});

export const readRepositoryFile = (path: string): string =>
  readFileSync(join(PACKAGE_ROOT, path), 'utf8');

/** `docker-compose.yml` with its merges done, without extensions (`x-`). */
export function readComposeFile() {
  const raw = parse(readRepositoryFile('docker-compose.yml'), { merge: true }) as object;
  const known = Object.entries(raw).filter(([name]) => !name.startsWith('x-'));
  return ComposeFile.parse(Object.fromEntries(known));
}
