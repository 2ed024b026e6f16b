import { expect, test } from 'vitest';
import { atTemperature } from '../../../src/domain/judge/at-temperature.ts';
import { judgePrBench } from '../../../src/domain/judge/judge-prbench.ts';
import { criterion, LIMITS, prBenchTask } from '../../support/judged-tasks.ts';
import { runScript, verdictOn } from '../../support/run-judge-script.ts';

const judge = () => judgePrBench(prBenchTask([criterion(2), criterion(1)]), 'Hold it.', LIMITS);
const isFirst = (id: string) => id === 'c001';

test('every question is asked at the temperature of the config, and nothing else changes', () => {
  const plain = runScript(judge(), (request) => verdictOn(request, isFirst));
  for (const temperature of [0.7, null]) {
    const asked = runScript(atTemperature(judge(), temperature), (request) =>
      verdictOn(request, isFirst),
    );
    expect(asked.grade).toEqual(plain.grade);
    expect(asked.requests).toEqual(plain.requests.map((request) => ({ ...request, temperature })));
  }
});
