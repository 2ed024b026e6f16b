import { expect, test } from 'vitest';
import { OpenAiEndpoint } from '../../../src/adapters/inference/openai-endpoint.ts';
import { hang, ScriptedEndpoint } from '../../support/scripted-endpoint.ts';

test('an endpoint that hangs is given up after the time limit, with a failure worth another try', async () => {
  const scripted = await ScriptedEndpoint.start({ '/v1/models': hang });
  const endpoint = new OpenAiEndpoint({ baseUrl: `${scripted.origin}/v1`, lookTimeoutMs: 50 });
  await expect(endpoint.listModels(new AbortController().signal)).rejects.toMatchObject({
    name: 'DeploymentError',
    retryable: true,
    message: expect.stringContaining('in 50 ms'),
  });
  await scripted.stop();
});

test('an answer that stops in the middle is a failure worth another try', async () => {
  const scripted = await ScriptedEndpoint.start({
    '/v1/models': (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"data":', () => response.destroy());
    },
  });
  const endpoint = new OpenAiEndpoint({ baseUrl: `${scripted.origin}/v1` });
  await expect(endpoint.listModels(new AbortController().signal)).rejects.toMatchObject({
    retryable: true,
    message: expect.stringContaining('broke off'),
  });
  await scripted.stop();
});
