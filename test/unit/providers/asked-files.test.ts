import { afterEach, describe, expect, test } from 'vitest';
import { askedFiles } from '../../../activities/asked-files.ts';
import { A2aAgentClient } from '../../../src/adapters/a2a/a2a-agent-client.ts';
import type { AskFile } from '../../../src/adapters/a2a/agent-client.ts';
import type { ReferenceFile } from '../../../src/domain/dataset/judged-source.ts';
import type { JudgedTask } from '../../../src/domain/dataset/task.ts';
import { json, ScriptedEndpoint } from '../../support/scripted-endpoint.ts';
import { goldNumber, taskWith } from '../../support/tasks.ts';

const MIB = 1024 * 1024;
const file = (name: string, url: string | null, bytes: number | null): ReferenceFile => ({
  ...{ name: `reference_files/${name}`, mediaType: 'text/plain', url, text: null },
  copy: bytes === null ? null : { key: name, sha256: '', bytes },
});
const task = (...files: readonly ReferenceFile[]): JudgedTask => ({
  ...{ id: 't', dataset: 'gdpval', category: 'c', difficulty: 'expert', question: 'q', steps: [] },
  gold: { kind: 'rubric', formatted: '' },
  source: { kind: 'gdpval', prompt: 'q', sector: '', occupation: '', files, criteria: null },
});
const store = { get: async (key: string) => new TextEncoder().encode(`content of ${key}`) };

describe('a question is sent with', () => {
  test('addresses, and the content of files that have none', async () => {
    const asked = task(file('a.txt', 'https://files.example/a.txt', 5), file('b.txt', null, 5));
    expect(await askedFiles(asked, 'corrected', store)).toEqual([
      { name: 'a.txt', mediaType: 'text/plain', content: { url: 'https://files.example/a.txt' } },
      { name: 'b.txt', mediaType: 'text/plain', content: { bytes: await store.get('b.txt') } },
    ]);
  });

  test('as much content as a message bears', async () => {
    const sizes = [6 * MIB, 6 * MIB, 4 * MIB];
    const files = sizes.map((bytes, index) => file(`${index}`, null, bytes));
    const names = (await askedFiles(task(...files), 'both', store)).map(({ name }) => name);
    expect(names).toEqual(['0', '2']);
  });

  test('nothing where the original sends nothing, or there is nothing', async () => {
    expect(await askedFiles(task(file('a', 'https://a.example', 1)), 'compat', store)).toEqual([]);
    expect(await askedFiles(task(file('a', null, null)), 'corrected', store)).toEqual([]);
    expect(await askedFiles(taskWith(goldNumber(1, 'none')), 'corrected', store)).toEqual([]);
  });
});

describe('an agent', () => {
  let endpoint: ScriptedEndpoint;
  afterEach(() => endpoint.stop());

  const FILES: readonly AskFile[] = [
    { name: 'a.pdf', mediaType: 'application/pdf', content: { url: 'https://a.example/a.pdf' } },
    { name: 'b.txt', mediaType: 'text/plain', content: { bytes: new Uint8Array([104, 105]) } },
  ];

  /** The parts that an agent with this card is sent; it answers with the result. */
  async function partsSent(card: (origin: string) => object, result: object): Promise<unknown> {
    endpoint = await ScriptedEndpoint.start({
      '/.well-known/agent-card.json': (seen, response) =>
        json({
          ...{ name: 'a', description: 'a', version: '1', skills: [], capabilities: {} },
          ...{ defaultInputModes: ['text/plain'], defaultOutputModes: ['text/plain'] },
          ...card(endpoint.origin),
        })(seen, response),
      '/': (seen, response) =>
        json({ jsonrpc: '2.0', id: JSON.parse(seen.body).id, result })(seen, response),
    });
    const onAgentTask = async () => {};
    await new A2aAgentClient().ask(
      { url: endpoint.origin, messageId: 'q-1', text: 'Reconcile.', files: FILES, onAgentTask },
      AbortSignal.timeout(10_000),
    );
    const body = endpoint.seen.find(({ path }) => path === '/')?.body ?? '{}';
    return JSON.parse(body).params.message.parts;
  }

  test('finds the files as parts behind the question', async () => {
    const parts = await partsSent(
      (url) => ({
        supportedInterfaces: [{ url, protocolBinding: 'JSONRPC', protocolVersion: '1.0' }],
      }),
      { message: { role: 'ROLE_AGENT', messageId: 'm', parts: [{ text: 'Answer: 1' }] } },
    );
    expect(parts).toMatchObject([
      { text: 'Reconcile.' },
      { url: 'https://a.example/a.pdf', filename: 'a.pdf', mediaType: 'application/pdf' },
      { raw: 'aGk=', filename: 'b.txt', mediaType: 'text/plain' },
    ]);
  });

  test('of the older protocol finds them as that one writes them', async () => {
    const parts = await partsSent(
      (url) => ({ url, protocolVersion: '0.3.0', preferredTransport: 'JSONRPC' }),
      {
        ...{ kind: 'message', role: 'agent', messageId: 'm' },
        parts: [{ kind: 'text', text: 'Answer: 1' }],
      },
    );
    expect(parts).toMatchObject([
      { kind: 'text', text: 'Reconcile.' },
      {
        kind: 'file',
        file: { uri: 'https://a.example/a.pdf', name: 'a.pdf', mimeType: 'application/pdf' },
      },
      { kind: 'file', file: { bytes: 'aGk=', name: 'b.txt', mimeType: 'text/plain' } },
    ]);
  });
});
