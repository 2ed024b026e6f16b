import { type Part, type Task, TaskState } from '@a2a-js/sdk';
import { describe, expect, test } from 'vitest';
import { replyOfTask } from '../../../src/adapters/a2a/agent-reply.ts';
import { agentMessage, dataPart, newArtifact, textPart } from '../../../src/agent/a2a-parts.ts';
import type { AgentErrorCause } from '../../../src/domain/errors.ts';

const task = (
  state: TaskState,
  statusParts: Part[],
  artifacts: readonly (readonly [string, Part])[] = [],
): Task => ({
  id: 't1',
  contextId: 'c1',
  status: { state, message: agentMessage('t1', 'c1', statusParts), timestamp: undefined },
  artifacts: artifacts.map(([name, part]) => newArtifact(name, part)),
  history: [],
  metadata: undefined,
});
const completed = (statusParts: Part[], artifacts: readonly (readonly [string, Part])[] = []) =>
  replyOfTask(task(TaskState.TASK_STATE_COMPLETED, statusParts, artifacts));

describe('what an agent answered', () => {
  test('is its status message, then its artifacts, with data as indented JSON', () => {
    const { text } = completed(
      [textPart('a'), textPart('b')],
      [
        ['analysis', textPart('c')],
        ['table', dataPart({ roe: 1 })],
      ],
    );
    expect(text).toBe('a\nbc{\n  "roe": 1\n}');
  });

  test('leaves out what only reports on the answer', () => {
    const reply = completed(
      [],
      [
        ['tool_calls', dataPart({ tool_calls: [] })],
        ['answer', textPart('42')],
        [
          'durabench_usage',
          dataPart({
            inputTokens: 1,
            outputTokens: 2,
            modelCalls: 3,
            model: 'm',
            finishReason: 'stop',
          }),
        ],
      ],
    );
    expect(reply).toEqual({
      text: '42',
      usage: { inputTokens: 1, outputTokens: 2, modelCalls: 3 },
      answeredModel: 'm',
      finishReason: 'stop',
      contextId: expect.any(String),
    });
  });

  test('comes with what became of the tools, and with warnings that are fit to be stored', () => {
    const usage = {
      ...{ inputTokens: 1, outputTokens: 2, modelCalls: 3, model: 'm', finishReason: 'stop' },
      ...{ toolCalls: 4, toolSupport: 'used' },
      warnings: Array.from({ length: 30 }, () => 'w'.repeat(5_000)),
    };
    const reply = completed([textPart('42')], [['durabench_usage', dataPart(usage)]]);
    expect(reply).toMatchObject({
      usage: { inputTokens: 1, outputTokens: 2, modelCalls: 3 },
      ...{ toolCalls: 4, toolSupport: 'used' },
    });
    expect(reply.warnings).toHaveLength(20);
    expect(reply.warnings?.every((warning) => warning.length === 1_000)).toBe(true);
  });

  test('costs an unknown amount when the agent does not say, or says nonsense', () => {
    const unknown = { inputTokens: null, outputTokens: null, modelCalls: null };
    expect(completed([textPart('42')])).toMatchObject({ usage: unknown, answeredModel: null });
    const nonsense = completed(
      [textPart('42')],
      [['durabench_usage', dataPart({ inputTokens: -1 })]],
    );
    expect(nonsense.usage).toEqual(unknown);
  });

  test.each<[string, TaskState, Part[], AgentErrorCause]>([
    ['blank text', TaskState.TASK_STATE_COMPLETED, [textPart(' \n')], 'empty-reply'],
    ['a plain failure', TaskState.TASK_STATE_FAILED, [textPart('oops')], 'agent-failed'],
    ['a rejection', TaskState.TASK_STATE_REJECTED, [], 'agent-failed'],
    ['a cancellation', TaskState.TASK_STATE_CANCELED, [], 'agent-failed'],
    [
      'a question back',
      TaskState.TASK_STATE_INPUT_REQUIRED,
      [textPart('which?')],
      'protocol-error',
    ],
    ['a demand to log in', TaskState.TASK_STATE_AUTH_REQUIRED, [], 'protocol-error'],
    [
      'a typed failure',
      TaskState.TASK_STATE_FAILED,
      [textPart('x'), dataPart({ durabenchError: { cause: 'rate-limited', message: 'x' } })],
      'rate-limited',
    ],
    [
      'a failure only a caller can find',
      TaskState.TASK_STATE_FAILED,
      [dataPart({ durabenchError: { cause: 'agent-unreachable', message: 'x' } })],
      'agent-failed',
    ],
  ])('%s is no answer', (_name, state, parts, agentCause) => {
    expect(() => replyOfTask(task(state, parts))).toThrow(expect.objectContaining({ agentCause }));
  });

  test('quotes a failing agent without the secrets it spills', () => {
    const spilled = 'key sk-proj-abcdefghijklmnop of user_2abcdefghijklmn rejected';
    expect(() => replyOfTask(task(TaskState.TASK_STATE_FAILED, [textPart(spilled)]))).toThrow(
      /key \[redacted\] of \[redacted\] rejected/,
    );
  });
});
