/** Rows in the shapes of the published datasets, about companies that do not exist. */

const textPart = (text: string) => [{ type: 'text', text }];

export const bizFinBenchRow = (question: string, answer: string) => ({
  messages: [{ role: 'user', content: textPart(question) }],
  choices: [{ index: 0, message: { role: 'assistant', content: textPart(answer) } }],
});

export const jsonLinesOf = (rows: readonly object[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

const ANNOTATIONS = {
  criteria_category: 'Accuracy',
  criteria_description: 'Says what the right figure is.',
  critically_important_weight: 9,
  important_weight: 6,
  slightly_important_weight: 2,
  slightly_detrimental_weight: -3,
  detrimental_weight: -5,
  critically_detrimental_weight: -8,
};

export const criterion = (title: string, weightClass: string) => ({
  id: title,
  title,
  annotations: { ...ANNOTATIONS, weight_class: weightClass },
});

/** A conversation of two turns about a bridge loan. */
export const prBenchRow = (task: string, changes: object = {}) => ({
  task,
  turns: 2,
  field: 'Finance',
  topic: 'Corporate Finance',
  scratchpad: 'The covenant is broken in year two.',
  prompt_0: 'Brightwater Mills wants a bridge loan. What should I look at first?',
  response_0: 'At its cash flow.',
  prompt_1: 'Its covenant is 3.0x. Does it hold?',
  response_1: '',
  reference_texts_0: ['EBITDA of Brightwater Mills is 40.'],
  reference_texts_1: null,
  rubric: [
    criterion('Says that the covenant is broken', 'critically important'),
    criterion('Invents a rating', 'critically detrimental'),
    criterion('Repeats itself', 'slightly detrimental'),
  ],
  ...changes,
});

export const gdpvalRow = (taskId: string, changes: object = {}) => ({
  task_id: taskId,
  sector: 'Finance and Insurance',
  occupation: 'Accountants and Auditors',
  prompt: 'Reconcile the ledger of Northfield Dairy with its bank statement.',
  reference_files: [`reference_files/${taskId}/ledger.xlsx`],
  reference_file_urls: [`https://files.example/${taskId}/ledger.xlsx`],
  reference_file_hf_uris: [`hf://datasets/openai/gdpval/reference_files/${taskId}/ledger.xlsx`],
  rubric_pretty: '[+2] States the difference of 120.\n[-1] Leaves a line out.',
  rubric_json: [
    { rubric_item_id: 'a', criterion: 'States the difference of 120.', score: 2, required: true },
    { rubric_item_id: 'b', criterion: 'Leaves a line out.', score: -1, required: null },
  ],
  ...changes,
});
