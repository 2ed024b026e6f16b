import type { BizFinBenchTask } from '../../src/domain/scoring/bizfinbench/read-rule.ts';

export const bizFinBenchTask = (taskType: string, answer: string): BizFinBenchTask => ({
  id: `bizfinbench_${taskType}_en_0`,
  dataset: 'bizfinbench',
  category: taskType,
  difficulty: 'medium',
  question: 'What is it?',
  gold: { kind: 'text', formatted: answer },
  steps: [],
  source: { kind: 'bizfinbench', taskType, language: 'en' },
});
