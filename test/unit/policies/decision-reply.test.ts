import { describe, expect, test } from 'vitest';
import {
  lastJsonObject,
  normaliseDecision,
  writeDecision,
} from '../../../src/domain/market/decision-reply.ts';

const read = (text: string): unknown => {
  const reply = normaliseDecision(text);
  return reply === undefined ? undefined : JSON.parse(reply);
};
const unset = { stop_loss: null, take_profit: null, reasoning: '' };

describe('a written decision', () => {
  test('has every key of the original, unset levels as null', () => {
    expect(writeDecision({ action: 'BUY', size: 0.5, stopLoss: 90 }, 'cheap')).toBe(
      '{"action":"BUY","size":0.5,"stop_loss":90,"take_profit":null,"reasoning":"cheap"}',
    );
  });
});

describe('a decision in the words of a model', () => {
  test.each([
    ['plain', '{"action":"SELL","size":0.2}', { action: 'SELL', size: 0.2, ...unset }],
    ['fenced', '```json\n{"action": "close"}\n```', { action: 'CLOSE', size: 0, ...unset }],
    ['after prose', 'Sure {ok}: {"action":"Hold"} Done.', { action: 'HOLD', size: 0, ...unset }],
    ['as text', '{"action":" buy ","size":"1e-3"}', { action: 'BUY', size: 0.001, ...unset }],
    [
      'after a draft',
      '{"action":"BUY","size":1} or rather {"action":"HOLD","size":0}',
      { action: 'HOLD', size: 0, ...unset },
    ],
    [
      'with braces in its reasons',
      '{"action":"BUY","size":1,"reasoning":"a } \\" { b","more":{"x":1}}',
      { action: 'BUY', size: 1, ...unset, reasoning: 'a } " { b' },
    ],
    [
      'with levels',
      '{"action":"BUY","size":1,"stop_loss":"90","take_profit":120.5}',
      { action: 'BUY', size: 1, stop_loss: 90, take_profit: 120.5, reasoning: '' },
    ],
    [
      'with 0 for no level',
      '{"action":"BUY","size":1,"stop_loss":0,"take_profit":-1,"reasoning":3}',
      { action: 'BUY', size: 1, ...unset },
    ],
  ])('is found %s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each([
    ['no object', 'I would buy.'],
    ['a torn object', '{"action":"BUY","size":0.1,"reasoning":"because'],
    ['another action', '{"action":"SHORT","size":1}'],
    ['no action', '{"size":1}'],
    ['an order without a size', '{"action":"BUY"}'],
    ['an order of no number', '{"action":"SELL","size":"half"}'],
    ['an order without end', '{"action":"SELL","size":1e999}'],
    ['an empty text for a size', '{"action":"BUY","size":" "}'],
    ['nothing', ''],
  ])('is not found in %s', (_name, text) => {
    expect(normaliseDecision(text)).toBeUndefined();
  });

  test('is sought at the end of a text that rambles on in braces', () => {
    expect(lastJsonObject('{'.repeat(1_000_000))).toBeUndefined();
    expect(lastJsonObject(`${'{ '.repeat(100_000)}\n{"action":"HOLD"}`)).toEqual({
      action: 'HOLD',
    });
  });
});
