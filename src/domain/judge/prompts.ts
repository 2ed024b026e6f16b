import type { JudgePrompt } from './judge-prompt.ts';

const CRITERIA_RULES = [
  'Judge each criterion alone, by what the answer itself says; do not solve the task and do not',
  'reward length, tone or confidence. A criterion is met only when the answer clearly does what it',
  'describes: mentioning its words, denying it or promising it is not enough. A criterion may',
  'describe a fault: it is met when the answer has the fault. When in doubt it is not met.',
].join('\n');

const criteriaInstruction = [
  'Return one JSON object and nothing else, with exactly these criterion ids as keys, each once:',
  '{"<id>": {"explanation": "<at most 25 words>", "criteria_met": true or false}, …}',
].join('\n');

const criteriaRepair = [
  'Which of these criteria does the answer meet? Return only a JSON object with every criterion id',
  'as a key and true or false as its value: {"<id>": true or false, …}',
].join('\n');

export const PRBENCH_PROMPT: JudgePrompt = {
  name: 'prbench-criteria@1',
  role: `You check the last answer of a conversation between a professional and an assistant against criteria written by experts.\n${CRITERIA_RULES}`,
  instruction: criteriaInstruction,
  repair: criteriaRepair,
};

export const GDPVAL_PROMPT: JudgePrompt = {
  name: 'gdpval-criteria@1',
  role: `You check a deliverable against the published rubric of its task. You see the text the worker handed in; files it claims to have made but that are not in the text do not exist.\n${CRITERIA_RULES}`,
  instruction: criteriaInstruction,
  repair: criteriaRepair,
};

export const GDPVAL_DIMENSIONS_PROMPT: JudgePrompt = {
  name: 'gdpval-dimensions@1',
  role: [
    'You grade a deliverable in four dimensions, each with 0 to 25 points: completion (all that was',
    'asked is there), accuracy (facts, figures and methods are right), format (it has the form that',
    'was asked for and is usable as it is), professionalism (what an expert of the occupation would',
    'hand in). 0-5 absent or wrong, 6-12 weak, 13-18 usable with rework, 19-25 as an expert would.',
    'You see the text the worker handed in; files it claims to have made but that are not in the text',
    'do not exist. Do not reward length, headings or claims about its own quality.',
  ].join('\n'),
  instruction: [
    'Return one JSON object and nothing else, with exactly the keys completion, accuracy, format and',
    'professionalism: {"completion": {"explanation": "<at most 25 words>", "points": <whole number 0 to 25>}, …}',
  ].join('\n'),
  repair:
    'Return only a JSON object with whole numbers from 0 to 25: {"completion": n, "accuracy": n, "format": n, "professionalism": n}',
};

export const PUBLIC_CSV_PROMPT: JudgePrompt = {
  name: 'public-csv-criteria@1',
  role: `You check an answer to a question on company filings against statements of its rubric: a criterion is met when the answer states the same, figures to the digits shown.\n${CRITERIA_RULES}`,
  instruction: criteriaInstruction,
  repair: criteriaRepair,
};

export const OPEN_ANSWER_PROMPT: JudgePrompt = {
  name: 'bizfinbench-open@1',
  role: [
    'You compare an answer to a finance question, in English or Chinese, with the reference answer.',
    'It is correct when its final answer states the same facts: same figures (units and rounding to',
    'the shown digits aside), same entities, same direction, same conclusion. Missing one of several',
    'required facts, adding a contradicting one, hedging between answers or only repeating the',
    'question is not correct. There is no partial credit. The reference decides, not your knowledge.',
  ].join('\n'),
  instruction: [
    'Return one JSON object and nothing else:',
    '{"explanation": "<at most 40 words>", "correct": true or false}',
  ].join('\n'),
  repair:
    'Does the answer state the same as the reference? Return only {"correct": true} or {"correct": false}.',
};
