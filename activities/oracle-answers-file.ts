import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { correctAnswer, wrongAnswer } from '../src/domain/dataset/oracle-answers.ts';
import { isMarket, type MarketTask, type Task } from '../src/domain/dataset/task.ts';
import { foresightDecisions } from '../src/domain/market/corrected/foresight.ts';
import { planStages } from '../src/domain/market/engines.ts';
import { decisionAnswers } from '../src/domain/market/oracle-decisions.ts';
import { configRoot, pathSegment } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import type { ConfigScope } from './contract.ts';
import type { RunRecords } from './run-records.ts';

interface AnswerPorts {
  readonly records: RunRecords;
  /** Where files for agents on this host are put. */
  readonly workDir: string;
}

/** Oracles get the answers as a file: over A2A they see questions only, like every agent. */
export async function writeOracleAnswers(
  { records, workDir }: AnswerPorts,
  agentId: string,
  scope: ConfigScope,
): Promise<string> {
  const config = await records.configRun(scope);
  const configDir = configRoot(scope.scope.root, config.configId);
  const { slices } = await records.manifest(configDir);
  const lines: string[] = [];
  for (const slice of slices.keys()) {
    for (const task of await records.sliceTasks(configDir, slice)) {
      for (const answer of await answersTo(records, config, task)) {
        lines.push(JSON.stringify(answer));
      }
    }
  }
  const folder = join(workDir, 'answers');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${pathSegment(agentId)}.jsonl`);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

async function answersTo(records: RunRecords, config: ConfigRun, task: Task) {
  if (isMarket(task)) return marketAnswers(records, config, task);
  const { question } = task;
  return [{ question, answer: correctAnswer(task), wrongAnswer: wrongAnswer(task) }];
}

/** Bars of the original's episodes hold nothing to tell them apart by: there the oracle holds. */
async function marketAnswers(records: RunRecords, config: ConfigRun, task: MarketTask) {
  const scenario = await records.scenario(task.source);
  return planStages(task, config)
    .flat()
    .filter(({ profile }) => profile === 'corrected')
    .flatMap((plan) => decisionAnswers(foresightDecisions(scenario, task.source, plan)));
}
