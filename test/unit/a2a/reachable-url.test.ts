import { describe, expect, test } from 'vitest';
import { reachableUrl } from '../../../src/adapters/a2a/reachable-url.ts';

describe('where an agent is posted to', () => {
  test.each([
    [
      'the advertised address',
      'http://api.example/a2a',
      'http://api.example/',
      'http://api.example/a2a',
    ],
    [
      'another host, when advertised',
      'http://b.example/rpc',
      'http://a.example/',
      'http://b.example/rpc',
    ],
    [
      'where it was found, for 0.0.0.0',
      'http://0.0.0.0:8001/rpc?v=1',
      'http://gpu1:9110/',
      'http://gpu1:9110/rpc?v=1',
    ],
    [
      'where it was found, for [::]',
      'http://[::]:8001/',
      'http://127.0.0.1:8001',
      'http://127.0.0.1:8001/',
    ],
    [
      "where it was found, for the agent's own loopback",
      'http://127.0.0.1:8001/',
      'http://gpu1:9110',
      'http://gpu1:9110/',
    ],
    [
      'loopback, when it was found there',
      'http://localhost:8001/',
      'http://127.0.0.1:8001',
      'http://localhost:8001/',
    ],
    ['where it was found, for a bare path', '/rpc', 'http://gpu1:9110', 'http://gpu1:9110/rpc'],
  ])('is %s', (_name, advertised, foundAt, expected) => {
    expect(reachableUrl(advertised, foundAt)).toBe(expected);
  });
});
