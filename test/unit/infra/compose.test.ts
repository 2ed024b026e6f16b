import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../../src/settings/package-root.ts';
import { readComposeFile, readRepositoryFile } from '../../support/compose-file.ts';

const { services, networks, volumes } = readComposeFile();
const each = Object.entries(services);

/** Services that others wait for to end. */
const oneShots = new Set(
  each.flatMap(([, { depends_on = {} }]) =>
    Object.entries(depends_on)
      .filter(([, { condition }]) => condition === 'service_completed_successfully')
      .map(([name]) => name),
  ),
);

test('the file has the server, its database, its UI, workers and two optional engines', () => {
  const optional = each.filter(([, { profiles }]) => profiles).map(([name]) => name);
  expect(optional).toEqual(['gpu-worker', 'vllm', 'tensorrt-llm']);
  expect(Object.keys(services)).toEqual(
    expect.arrayContaining(['postgresql', 'temporal', 'ui', 'worker']),
  );
  expect([...oneShots].sort()).toEqual(['namespace', 'schema']);
});

test.each(each)('%s depends on services, networks and volumes that exist', (_name, service) => {
  for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
    expect(services).toHaveProperty(name);
    expect(services[name]?.profiles).toBeUndefined();
    if (condition === 'service_healthy') expect(services[name]).toHaveProperty('healthcheck');
  }
  for (const name of service.networks) expect(networks).toHaveProperty(name);
  for (const mount of service.volumes ?? []) {
    const [source = ''] = mount.split(':');
    if (source.startsWith('.')) expect(existsSync(join(PACKAGE_ROOT, source)), source).toBe(true);
    else expect(volumes).toHaveProperty(source);
  }
});

test.each(each)(
  '%s publishes on the loopback address only and pins its image',
  (_name, service) => {
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    expect(service.image).toMatch(/:v?\d+\.\d+[\w.-]*$/);
  },
);

test.each(each)('%s keeps a health check unless it ends by itself', (name, service) => {
  expect(service.healthcheck === undefined).toBe(oneShots.has(name));
  expect(service.restart).toBe(oneShots.has(name) ? 'on-failure:5' : 'unless-stopped');
});

test('no two services publish one port', () => {
  const ports = each
    .flatMap(([, service]) => service.ports ?? [])
    .map((port) => port.split(':')[1]);
  expect(new Set(ports).size).toBe(ports.length);
});

test('exactly the engines and the GPU worker reserve GPUs', () => {
  const reserving = each.filter(([, { deploy }]) => deploy).map(([name]) => name);
  expect(reserving).toEqual(['gpu-worker', 'vllm', 'tensorrt-llm']);
});

test('all workers write to one artifact volume and none gets the Docker socket', () => {
  for (const name of ['worker', 'gpu-worker']) {
    expect(services[name]?.volumes).toContain('data:/data');
    expect(existsSync(join(PACKAGE_ROOT, services[name]?.build?.dockerfile ?? '?'))).toBe(true);
  }
  expect(readRepositoryFile('docker-compose.yml')).not.toContain('docker.sock');
});

test('every variable is explained in .env.example, and passwords come from nowhere else', () => {
  const text = readRepositoryFile('docker-compose.yml');
  const example = readRepositoryFile('.env.example');
  const names = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name ?? '');
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) expect(example).toMatch(new RegExp(`^${name}=`, 'm'));
  for (const [line, name] of text.matchAll(/^ *(\w*(?:PASSWORD|PWD|KEY|TOKEN)): .*$/gm)) {
    expect(line, name).toMatch(/: \$\{\w+:[?-][^}]*\}$/);
    if (/PASSWORD|PWD/.test(line)) expect(line).toContain(':?');
  }
});
