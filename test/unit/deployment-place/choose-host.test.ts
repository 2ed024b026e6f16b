import { describe, expect, test } from 'vitest';
import { chooseHost } from '../../../src/domain/deployment/place/choose-host.ts';
import { hasGpus } from '../../../src/domain/deployment/place/known-host.ts';
import { aHost } from '../../support/known-hosts.ts';

const ANYTHING = { gpus: [], command: false, remoteCode: [] };
const TWO_H100 = { ...ANYTHING, gpus: [{ key: 'deployment', set: '2xh100-80' }] };

describe('a config is placed', () => {
  test('where it is done first, and the reason names the others', () => {
    const hosts = [aHost('gpu-a', '8xh100-80'), aHost('gpu-b', '2xh100-80')];
    const minutes = { 'gpu-a': 31.2, 'gpu-b': 20 };
    expect(chooseHost({ needs: TWO_H100, minutes }, hosts)).toEqual({
      kind: 'placed',
      host: 'gpu-b',
      estimatedMinutes: 20,
      reason: 'gpu-b (20 min): before gpu-a (32 min)',
    });
  });

  test('on the first by name where nothing is known of the speed', () => {
    const hosts = [aHost('gpu-b', '2xh100-80'), aHost('gpu-a', '4xh100-80')];
    expect(chooseHost({ needs: TWO_H100 }, hosts)).toMatchObject({
      ...{ host: 'gpu-a', estimatedMinutes: null },
      reason: 'gpu-a: before gpu-b',
    });
  });

  test('not on a host that is to be left out', () => {
    const hosts = [aHost('gpu-a', '2xh100-80'), aHost('gpu-b', '2xh100-80')];
    expect(chooseHost({ needs: TWO_H100 }, hosts, ['gpu-a'])).toMatchObject({
      host: 'gpu-b',
      reason: 'gpu-b: the only host that can run it; gpu-a is left out',
    });
  });
});

describe('a config is placed nowhere', () => {
  test('when a later server of it needs more GPUs than the first, and its key is named', () => {
    const needs = {
      ...TWO_H100,
      gpus: [...TWO_H100.gpus, { key: 'judge.deployment', set: '4xh100-80' }],
    };
    const few = aHost('few', '2xh100-80');
    expect(chooseHost({ needs }, [few])).toMatchObject({
      reason: 'no host can run it: few has 2xh100-80, 4xh100-80 is needed for judge.deployment',
    });
    // They run one after another: four are enough for both.
    expect(chooseHost({ needs }, [few, aHost('four', '4xh100-80')])).toMatchObject({
      host: 'four',
    });
  });

  test('when no host has its GPUs, and each is named with what it has', () => {
    const hosts = [aHost('cpu'), aHost('one', '1xh100-80'), aHost('other', '8xa100-80')];
    expect(chooseHost({ needs: TWO_H100 }, hosts)).toEqual({
      kind: 'nowhere',
      reason:
        'no host can run it: cpu was started without --gpus; one has 1xh100-80, 2xh100-80 is needed; other has 8xa100-80, 2xh100-80 is needed',
    });
  });

  test('when hosts do not give the power that it wants', () => {
    const needs = { ...ANYTHING, command: true };
    expect(chooseHost({ needs }, [aHost('a')])).toMatchObject({
      reason: 'no host can run it: a was started without --allow-command',
    });
    const trusting = { ...ANYTHING, remoteCode: ['owner/model'] };
    expect(chooseHost({ needs: trusting }, [aHost('a')])).toMatchObject({
      reason: 'no host can run it: a was started without --trust-remote-code owner/model',
    });
    const granted = [aHost('a', null, { allowCommand: true, trustRemoteCode: ['owner/model'] })];
    expect(chooseHost({ needs }, granted)).toMatchObject({ host: 'a' });
    expect(chooseHost({ needs: trusting }, granted)).toMatchObject({ host: 'a' });
  });

  test('when there is no host, or only the one that is left out', () => {
    expect(chooseHost({ needs: ANYTHING }, [])).toMatchObject({
      kind: 'nowhere',
      reason: expect.stringContaining('durabench worker --host NAME'),
    });
    expect(chooseHost({ needs: ANYTHING }, [aHost('a')], ['a'])).toEqual({
      kind: 'nowhere',
      reason: 'no host can run it: a is left out',
    });
  });
});

test('GPUs are enough when they are of the kind and as many', () => {
  expect(hasGpus('8xh100-80', '2xh100-80')).toBe(true);
  expect(hasGpus('2xh100-80', '8xh100-80')).toBe(false);
  expect(hasGpus('8xh200-141', '2xh100-80')).toBe(false);
  expect(hasGpus(null, '1xh100-80')).toBe(false);
});
