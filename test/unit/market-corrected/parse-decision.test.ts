import { expect, test } from 'vitest';
import { parseDecision } from '../../../src/domain/market/corrected/parse-decision.ts';

const buy = { action: 'BUY', size: 0.5 };

test.each([
  ['a bare object', '{"action":"BUY","size":0.5}', buy],
  ['small letters and blanks', '{"action":" buy ","size":0.5}', buy],
  ['a fence', 'My decision:\n```json\n{"action": "BUY", "size": 0.5}\n```\nDone.', buy],
  ['a brace in the prose before', 'Of {BUY, SELL} I take {"action":"BUY","size":0.5}', buy],
  ['the last of two objects', '{"action":"SELL","size":1} no: {"action":"BUY","size":0.5}', buy],
  ['the same object twice', '{"action":"BUY","size":0.5}{"action":"BUY","size":0.5}', buy],
  ['other keys', '{"action":"BUY","size":0.5,"reasoning":"a } and a \\" {"}', buy],
  ['null levels', '{"action":"BUY","size":0.5,"stop_loss":null,"take_profit":null}', buy],
  ['an unfinished object after it', '{"action":"BUY","size":0.5} and {"action":"SE', buy],
  ['HOLD without a size', '{"action":"HOLD"}', { action: 'HOLD', size: 0 }],
  ['CLOSE with a size', '{"action":"CLOSE","size":3}', { action: 'CLOSE', size: 0 }],
  [
    'levels',
    '{"action":"SELL","size":1,"stop_loss":110,"take_profit":90.5}',
    { action: 'SELL', size: 1, stopLoss: 110, takeProfit: 90.5 },
  ],
])('%s can be read', (_, text, decision) => {
  expect(parseDecision(text)).toEqual({ kind: 'decision', decision });
});

test.each([
  ['words', 'I would buy and go long.', 'no complete JSON object'],
  ['nothing', '', 'no complete JSON object'],
  ['a list', '[1, 2]', 'no complete JSON object'],
  ['an unfinished object', '{"action":"BUY","size":1', 'no complete JSON object'],
  ['an unknown action', '{"action":"SHORT","reasoning":"no long here"}', 'action is "SHORT"'],
  ['no action', '{"size":1}', 'action is missing'],
  ['a nested decision', '{"decision":{"action":"BUY","size":1}}', 'action is missing'],
  ['no size', '{"action":"BUY"}', 'size is missing'],
  ['a null size', '{"action":"BUY","size":null,"quantity":1}', 'size is null'],
  ['a size in words', '{"action":"BUY","size":"all"}', 'size is "all"'],
  ['a size of 0', '{"action":"SELL","size":0}', 'size is 0'],
  ['a negative size', '{"action":"SELL","size":-1}', 'size is -1'],
  ['an endless size', '{"action":"BUY","size":1e999}', 'size is Infinity'],
  ['a stop in words', '{"action":"BUY","size":1,"stop_loss":"inf"}', 'stop_loss is "inf"'],
  ['a stop of false', '{"action":"BUY","size":1,"stop_loss":false}', 'stop_loss is false'],
  ['another object after it', '{"action":"BUY","size":1} {"confidence":1}', 'action is missing'],
])('%s is a failed decision that says why', (_, text, reason) => {
  expect(parseDecision(text)).toEqual({ kind: 'failed', reason: expect.stringContaining(reason) });
});

test('a reply of nothing but braces is given up soon', () => {
  const started = performance.now();
  expect(parseDecision('{'.repeat(200_000)).kind).toBe('failed');
  expect(performance.now() - started).toBeLessThan(1000);
});
