import { expect, test } from 'vitest';
import { ReplySchema } from '../../../src/contracts/records.ts';

const reply = {
  ...{ schemaVersion: 1, call: 1, text: '42' },
  usage: { inputTokens: 1, outputTokens: 2, modelCalls: 3 },
  ...{ answeredModel: 'm', finishReason: 'stop', latencyMs: 5 },
  receivedAt: '2026-01-01T00:00:00.000Z',
};

test('a reply stored before tools were reported is still read', () => {
  expect(ReplySchema.parse(reply)).toEqual(reply);
});

test('a stored reply keeps what the agent reports of its tools', () => {
  const report = { toolCalls: 2, toolSupport: 'used', warnings: ['temperature is not sent'] };
  expect(ReplySchema.parse({ ...reply, ...report })).toEqual({ ...reply, ...report });
  expect(() => ReplySchema.parse({ ...reply, toolSupport: 'maybe' })).toThrow(/toolSupport/);
});
