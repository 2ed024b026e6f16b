import { expect, test } from 'vitest';
import { drainLine, isDrained } from '../../../src/cli/host-lease.ts';
import type { LeaseRequest, LeaseState } from '../../../src/domain/deployment/lease/lease.ts';

const request = (workflowId: string): LeaseRequest => ({
  holder: { workflowId, runId: 'r' },
  deploymentId: 'small',
});
const lease = (more: Partial<LeaseState> = {}): LeaseState => ({
  ...{ epoch: 7, waiting: [], draining: true },
  ...more,
});

test('who ends first is named, and how many wait', () => {
  const held = { holder: request('suite/s/k/one'), server: { deploymentId: 'small' } };
  expect(drainLine('gpu-a', lease(held))).toBe('host gpu-a drains: suite/s/k/one ends there first');
  const waiting = ['two', 'three'].map(request);
  expect(drainLine('gpu-a', lease({ ...held, waiting }))).toBe(
    'host gpu-a drains: suite/s/k/one ends there first; 2 configs wait',
  );
});

test('a host is drained only when its server is stopped too', () => {
  const stopping = lease({ server: { deploymentId: 'small', keepUntilMs: 5 } });
  expect(isDrained(stopping)).toBe(false);
  expect(drainLine('gpu-a', stopping)).toBe('host gpu-a drains: its server stops');
  expect(isDrained(lease())).toBe(true);
  expect(isDrained(lease({ draining: false }))).toBe(false);
  expect(drainLine('gpu-a', lease())).toBe(
    'host gpu-a is drained: "durabench hosts undrain gpu-a" gives it back',
  );
});
