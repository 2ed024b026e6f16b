import { ApiError } from './api-error.ts';
import type { ChatRequest, Tool } from './chat-request.ts';
import type { Functions, Grammar, Llama } from './llama-binding.ts';

/** What the answer may look like. */
export type OutputConstraint =
  | { readonly kind: 'free' }
  | { readonly kind: 'json'; readonly grammar: Grammar }
  /** The model may call one of these, or answer in text. */
  | { readonly kind: 'functions'; readonly functions: Functions }
  /** The answer is `{name, arguments}` of one tool, enforced by grammar. */
  | { readonly kind: 'forced-call'; readonly grammar: Grammar };

/** @throws ApiError 400 for an unknown tool or a schema the engine cannot enforce. */
export async function outputConstraint(
  llama: Pick<Llama, 'createGrammarForJsonSchema' | 'getGrammarFor'>,
  { tools: given, tool_choice: choice, response_format: format }: ChatRequest,
): Promise<OutputConstraint> {
  const tools = (given ?? []).map((tool) => tool.function);
  const named = typeof choice === 'object' ? choice?.function.name : undefined;
  if (named !== undefined || choice === 'required') {
    const callable = tools.filter(({ name }) => named === undefined || name === named);
    const grammar = await grammarOf(llama, forcedCallSchema(callable, named));
    return { kind: 'forced-call', grammar };
  }
  switch (format?.type) {
    case 'json_schema':
      return { kind: 'json', grammar: await grammarOf(llama, format.json_schema.schema) };
    case 'json_object':
      return { kind: 'json', grammar: await llama.getGrammarFor('json') };
    case 'text':
    case undefined:
  }
  return tools.length > 0 && choice !== 'none'
    ? { kind: 'functions', functions: Object.fromEntries(tools.map(describe)) }
    : { kind: 'free' };
}

function forcedCallSchema(callable: readonly Tool[], named: string | undefined): object {
  const alternatives = callable.map(({ name, parameters }) => ({
    type: 'object',
    properties: { name: { const: name }, arguments: parameters ?? { type: 'object' } },
    required: ['name', 'arguments'],
  }));
  const [first, ...others] = alternatives;
  if (first === undefined) {
    throw new ApiError(400, named ? `tool_choice: no tool "${named}"` : 'tool_choice: no tools');
  }
  return others.length === 0 ? first : { oneOf: alternatives };
}

const describe = ({ name, description, parameters }: Tool) =>
  [
    name,
    {
      ...(description !== undefined && { description }),
      ...(parameters && { params: parameters }),
    },
  ] as const;

async function grammarOf(
  llama: Pick<Llama, 'createGrammarForJsonSchema'>,
  schema: object,
): Promise<Grammar> {
  try {
    return await llama.createGrammarForJsonSchema(schema);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError(400, `the JSON schema cannot be enforced: ${reason}`);
  }
}
