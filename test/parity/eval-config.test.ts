import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expandVariables } from '../../src/adapters/experiments/expand-variables.ts';
import { parseYaml } from '../../src/adapters/experiments/yaml-file.ts';
import { type DatasetConfig, EvalConfigSchema } from '../../src/contracts/eval-config.ts';

interface Vectors {
  readonly config_validation: readonly {
    readonly in: object;
    readonly ok: boolean;
    readonly expected?: Readonly<Record<string, unknown>>;
  }[];
  readonly env_expansion: readonly {
    readonly yaml: string;
    readonly env: Readonly<Record<string, string>>;
    readonly ok: boolean;
    readonly name?: string;
  }[];
}
const VECTORS: Vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/eval-config.json'), 'utf8'),
);

/** A dataset without the keys that the original does not have. */
function withoutOurs(dataset: DatasetConfig): object {
  if (dataset.type !== 'crypto') return dataset;
  const { mask_market, random_agents, failed_decisions_max, ...evaluation } = dataset.evaluation;
  return { ...dataset, evaluation };
}

const NO_TASKS = 'an evaluation without datasets measures nothing, so an empty list is an error';
/** Inputs the original takes and we refuse, by their JSON, with the reason. */
const REFUSED_HERE: Readonly<Record<string, string>> = {
  '{}': NO_TASKS,
  '{"timeout_seconds":"30"}': NO_TASKS,
  '{"timeout_seconds":30}': NO_TASKS,
  '{"debate":"yes"}': NO_TASKS,
  '{"sampling":{"seed":null}}': NO_TASKS,
  '{"unknown_key":1}': 'a key that nobody reads is a typing error',
  '{"datasets":[{}]}': 'the type is not guessed from the other keys',
  '{"datasets":[{"hf_dataset":"x"}]}': 'the type is not guessed from the other keys',
  '{"datasets":[{"type":"bizfinbench","task_types":["all"],"limit":3}]}':
    'bizfinbench has no "limit": the original drops it and takes everything',
  '{"datasets":[{"type":"prbench","splits":["nope"]}]}':
    'a split that does not exist fails when it is written, not when it is loaded',
};

/** Inputs the original refuses and we take. */
const TAKEN_HERE: Readonly<Record<string, string>> = {
  '{"datasets":[{"type":"public_csv","path":"x"}]}': 'retired there, and read here',
};

describe('an eval config', () => {
  test.each(
    VECTORS.config_validation.map(({ in: input, ok }) => {
      const json = JSON.stringify(input);
      const refused = REFUSED_HERE[json];
      const taken = TAKEN_HERE[json];
      const isTaken = (ok || taken !== undefined) && refused === undefined;
      const verdict = isTaken ? 'accepted' : 'refused';
      return { json, verdict, why: refused ?? taken ?? 'as in the original' };
    }),
  )('$json is $verdict ($why)', ({ json, verdict }) => {
    expect(EvalConfigSchema.safeParse(JSON.parse(json)).success).toBe(verdict === 'accepted');
  });

  test('that is refused here alone is in the list of what the original takes', () => {
    const taken = VECTORS.config_validation.filter(({ ok }) => ok);
    const inputs = taken.map(({ in: input }) => JSON.stringify(input));
    expect(Object.keys(REFUSED_HERE).filter((json) => !inputs.includes(json))).toEqual([]);
  });

  test('that both accept has the same datasets, sampling and time-out', () => {
    const both = VECTORS.config_validation.filter(
      ({ in: input, ok }) => ok && REFUSED_HERE[JSON.stringify(input)] === undefined,
    );
    expect(both.length).toBeGreaterThan(7);
    for (const { in: input, expected = {} } of both) {
      const ours = EvalConfigSchema.parse(input);
      const { limit_after_shuffle: _ours, ...sampling } = ours.sampling;
      expect(sampling).toEqual(expected.sampling);
      expect(ours.timeout_seconds).toBe(expected.timeout_seconds);
      const datasets = expected.datasets as readonly Record<string, unknown>[];
      for (const [index, dataset] of ours.datasets.entries()) {
        // What the original fills with null is left out here.
        expect(datasets[index], JSON.stringify(input)).toMatchObject(withoutOurs(dataset));
      }
    }
  });

  test('without datasets is refused for nothing else where the original takes it', () => {
    const datasets = [{ type: 'synthetic', generate: { seed: 1, count: 1 } }];
    for (const [json, reason] of Object.entries(REFUSED_HERE)) {
      if (reason !== NO_TASKS) continue;
      const parsed = EvalConfigSchema.safeParse({ ...JSON.parse(json), datasets });
      expect(parsed.error?.message, json).toBeUndefined();
    }
  });
});

describe('variables in an eval config', () => {
  const DATASETS = '\ndatasets: [{type: synthetic, path: a.json}]\n';
  const read = (yaml: string, env: Readonly<Record<string, string>>) =>
    parseYaml(yaml, 'e.yaml', EvalConfigSchema, (value) => expandVariables(value, 'e.yaml', env));

  /** By the YAML of the vector: what we do instead. */
  const OURS: Readonly<Record<string, { readonly name?: string; readonly why: string }>> = {
    'llm_eval:\n  api_key: ${NUM}\n': {
      name: 'FAB++ Evaluation',
      why: 'a key stays a reference, whatever it looks like',
    },
    'llm_eval:\n  api_key: ${C}\n': {
      name: 'FAB++ Evaluation',
      why: 'a value cannot break the file it stands in',
    },
  };

  test.each(
    VECTORS.env_expansion.map(({ yaml, env, ok, name }) => {
      const ours = OURS[yaml];
      return {
        yaml,
        env,
        name: ours?.name ?? (ok ? name : undefined),
        why: ours?.why ?? 'as there',
      };
    }),
  )('$yaml gives the name $name ($why)', ({ yaml, env, name }) => {
    const outcome = (() => {
      try {
        return read(yaml === '' ? yaml : yaml + DATASETS, env).name;
      } catch {
        return undefined;
      }
    })();
    expect(outcome).toBe(name);
  });
});
