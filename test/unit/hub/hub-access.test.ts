import { HubApiError } from '@huggingface/hub';
import { describe, expect, test } from 'vitest';
import { hubAccess, rethrowHubError } from '../../../src/adapters/datasets/hub/hub-access.ts';

const open = new AbortController().signal;
const HF_TOKEN = 'hf_sesame';

describe('the hub', () => {
  test('is the public one, unless a mirror is named', () => {
    expect(hubAccess({}, open).hubUrl).toBe('https://huggingface.co');
    expect(hubAccess({ HF_ENDPOINT: '' }, open).hubUrl).toBe('https://huggingface.co');
    expect(hubAccess({ HF_ENDPOINT: 'https://mirror.example/hf/' }, open).hubUrl).toBe(
      'https://mirror.example/hf',
    );
  });

  test.each([
    ['https://mirror.example', HF_TOKEN],
    ['http://127.0.0.1:8080', HF_TOKEN],
    ['http://localhost', HF_TOKEN],
    ['http://[::1]:80', HF_TOKEN],
    ['http://mirror.example', undefined],
    ['http://127.0.0.1.evil.example', undefined],
    ['http://localhost.evil.example', undefined],
  ])('at %s is sent the token %s', (HF_ENDPOINT, token) => {
    expect(hubAccess({ HF_ENDPOINT, HF_TOKEN }, open).accessToken).toBe(token);
  });

  test.each([
    ['1', true],
    ['ON', true],
    ['yes', true],
    ['True', true],
    ['0', false],
    ['', false],
    ['off', false],
  ])('with HF_HUB_OFFLINE=%s is left alone: %s', (HF_HUB_OFFLINE, isOffline) => {
    const access = () => hubAccess({ HF_HUB_OFFLINE }, open);
    if (isOffline) expect(access).toThrow('HF_HUB_OFFLINE is set');
    else expect(access).not.toThrow();
  });
});

describe('a failed request', () => {
  const failing =
    (error: unknown, signal = open) =>
    () =>
      rethrowHubError(error, 'owner/tales', signal);

  test.each([
    [401, 'ConfigurationError', /accept the dataset's terms/],
    [403, 'ConfigurationError', /HF_TOKEN/],
    [404, 'ConfigurationError', /correct repository and revision/],
    [429, 'DeploymentError', /answered 429/],
    [503, 'DeploymentError', /answered 503/],
  ])('with %d is a %s', (status, name, message) => {
    const error = failing(new HubApiError('https://hub.example', status));
    expect(error).toThrow(
      expect.objectContaining({ name, message: expect.stringMatching(message) }),
    );
  });

  test('without an answer asks for the network', () => {
    expect(failing(new TypeError('fetch failed'))).toThrow(/cannot be reached.*HF_ENDPOINT/);
  });

  test('that its user ended says only that', () => {
    const ended = AbortSignal.abort(new Error('enough'));
    expect(failing(new TypeError('fetch failed'), ended)).toThrow(/^enough$/);
  });

  test('of another kind stays what it is', () => {
    expect(failing(new RangeError('a bug'))).toThrow(RangeError);
  });
});
