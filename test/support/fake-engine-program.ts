import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { EngineScript } from './fake-engine.ts';

// A stand-in for `vllm` and `trtllm-serve` that behaves, and misbehaves, as FAKE_ENGINE says.

const script = JSON.parse(process.env.FAKE_ENGINE ?? '{}') as EngineScript;
const args = process.argv.slice(2);
const after = (flag: string): string | undefined => args[args.indexOf(flag) + 1];
const checkpoint = args[0] === 'serve' ? args[1] : args[0];
const model = args.includes('--served-model-name')
  ? after('--served-model-name')
  : checkpoint?.startsWith('/')
    ? checkpoint.split('/').at(-1)
    : checkpoint;

console.log(`fake engine ${args.join(' ')}`);
// As vLLM: the engine and its workers are processes of their own, in the group of the server.
for (let child = 0; child < (script.children ?? 0); child += 1) {
  spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
}
// What kills vLLM's engine makes its server end by itself, as if all were well.
process.on('SIGUSR2', () => {
  if (script.lastWords !== undefined) console.error(script.lastWords);
  process.exit(0);
});
process.on('SIGTERM', () => {
  if (script.ignoresTerm !== true) process.exit(0);
});
const isTooLong = Number(after('--max-model-len')) > (script.contextMax ?? Infinity);
const endsAfterMs = isTooLong ? 200 : script.endsAfterMs;
if (endsAfterMs !== undefined) {
  setTimeout(() => {
    console.error(script.lastWords ?? '');
    process.exit(script.exitCode ?? 1);
  }, endsAfterMs);
}
if (!isTooLong) setTimeout(listen, script.startMs ?? 0);

function listen(): void {
  const port = Number(after('--port'));
  createServer((request, response) => void answer(request, response)).listen(port, after('--host'));
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const part of request) body += String(part);
  switch (request.url ?? '') {
    case '/health':
      return void response.writeHead(script.health ?? 200).end();
    case '/started-as':
      return sendJson(response, { args, env: process.env });
    case '/v1/models':
      return sendJson(response, { object: 'list', data: [listed()] });
    case '/v1/chat/completions':
      return complete(JSON.parse(body), response);
    default:
      return void response.writeHead(404).end();
  }
}

const listed = () => ({
  id: script.lists ?? model,
  object: 'model',
  ...(script.context !== undefined && { max_model_len: script.context }),
});

interface Question {
  readonly stream?: boolean;
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly tool_choice?: unknown;
}

async function complete(question: Question, response: ServerResponse): Promise<void> {
  const tool = question.tools?.[0];
  if (tool !== undefined && script.tools === 'refused') {
    const error = { message: '"auto" tool choice requires --enable-auto-tool-choice', code: 400 };
    return sendJson(response, { error }, 400);
  }
  if (question.stream === true) return stream(response);
  const isForced = question.tool_choice !== 'auto';
  const calls =
    tool !== undefined && script.tools !== 'words' && (isForced || script.tools === 'eager');
  const message = calls
    ? { role: 'assistant', content: null, tool_calls: [callOf(tool.function.name)] }
    : { role: 'assistant', content: words() };
  const choices = [{ index: 0, message, finish_reason: calls ? 'tool_calls' : 'length' }];
  sendJson(response, { object: 'chat.completion', model, choices, usage });
}

const usage = { prompt_tokens: 5, completion_tokens: 4, total_tokens: 9 };
const words = (): string => (script.answers === 'empty' ? '' : 'one two three four');
const callOf = (name: string) => ({
  id: 'call-1',
  type: 'function',
  function: { name, arguments: '{"ticker":"ACME"}' },
});

async function stream(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const content of words().split(' ')) {
    const choices = [{ index: 0, delta: { content } }];
    response.write(`data: ${JSON.stringify({ model, choices })}\n\n`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  response.write(`data: ${JSON.stringify({ model, choices: [], usage })}\n\n`);
  response.end('data: [DONE]\n\n');
}

function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
