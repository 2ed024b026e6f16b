import { expect, test } from 'vitest';
import { toHistory } from '../../../src/inference/chat-history.ts';
import { parseChatRequest } from '../../../src/inference/chat-request.ts';

const historyOf = (...messages: readonly object[]) =>
  toHistory(parseChatRequest(JSON.stringify({ model: 'tiny', messages })).messages);

const call = (id: string, text: string) => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id, type: 'function', function: { name: 'price', arguments: text } }],
});

test('text parts are joined and the answer goes into an empty model turn', () => {
  const parts = [
    { type: 'text', text: 'How much ' },
    { type: 'text', text: 'is it?' },
  ];
  expect(
    historyOf({ role: 'developer', content: 'Be brief.' }, { role: 'user', content: parts }),
  ).toEqual([
    { type: 'system', text: 'Be brief.' },
    { type: 'user', text: 'How much is it?' },
    { type: 'model', response: [] },
  ]);
});

test('a tool result stands in the turn of the call it answers', () => {
  const history = historyOf({ role: 'user', content: 'ACME?' }, call('c1', '{"ticker":"ACME"}'), {
    role: 'tool',
    tool_call_id: 'c1',
    content: '12.5',
  });
  expect(history[1]).toEqual({
    type: 'model',
    response: [{ type: 'functionCall', name: 'price', params: { ticker: 'ACME' }, result: '12.5' }],
  });
});

test('an answer to a call nobody made is refused', () => {
  const orphan = { role: 'tool', tool_call_id: 'c9', content: '12.5' };
  expect(() => historyOf(call('c1', '{}'), orphan)).toThrow('"c9"');
});

test('call arguments that are not JSON are refused', () => {
  expect(() => historyOf(call('c1', '{ticker'))).toThrow('not JSON');
});
