import { expect, test } from 'vitest';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema } from '../../../src/contracts/config-run.ts';
import { PlanningBench } from '../../support/planning-bench.ts';
import { referenceConfig } from '../../support/suite-inputs.ts';

/** `run.json` of a config with these keys. */
async function planned(keys: object) {
  await using bench = await PlanningBench.start();
  const configs = [{ ...referenceConfig('a', 1), ...keys }];
  const plan = await bench.plan({ schemaVersion: 1, suite: 'core', runKey: 'k', configs });
  return getJson(bench.store, plan.configs[0]?.config ?? '', ConfigRunSchema);
}

test.each([
  [{ profile: 'both' }, { url: 'http://127.0.0.1:9110/' }],
  [
    { profile: 'compat', agent_identity: { model_id: 'm' } },
    { url: 'http://127.0.0.1:9110/', modelId: 'm' },
  ],
  [
    { profile: 'compat', agent_identity: { url: 'https://agent.example.com/a' } },
    { url: 'https://agent.example.com/a/' },
  ],
])(
  '%j is recorded as %j: the URL ends in a slash, as the original hashes it',
  async (keys, identity) => {
    expect(await planned(keys)).toMatchObject({ profile: keys.profile });
    expect((await planned(keys)).agentIdentity).toEqual(identity);
  },
);

test('profile corrected, the default, records no identity', async () => {
  const run = await planned({});
  expect(run.profile).toBe('corrected');
  expect(run).not.toHaveProperty('agentIdentity');
});

test.each([
  [
    { agent_identity: {} },
    /agent_identity has no effect in profile "corrected".*set profile to "compat" or "both"/,
  ],
  [{ profile: 'both', agent_identity: { url: 'agent' } }, /agent_identity\.url: found "agent"/],
  [{ profile: 'original' }, /profile: found "original".*corrected.*compat.*both/s],
])('%j is refused', async (keys, says) => {
  await expect(planned(keys)).rejects.toThrow(says);
});
