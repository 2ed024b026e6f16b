import { describe, expect, test } from 'vitest';
import { createProgressDisplay } from '../../../src/cli/progress-display.ts';
import { renderLive, renderPlain } from '../../../src/cli/progress-view.ts';
import type { ConfigView, RunView } from '../../../src/cli/run-view.ts';

const counts = { planned: 40, scored: 7, failed: 2, unscored: 1, correct: 5, redundantCalls: 3 };
const config = (changes: Partial<ConfigView> = {}): ConfigView => ({
  configId: 'qwen',
  phase: 'running',
  paused: false,
  counts,
  round: 0,
  redeploys: 0,
  ...changes,
});
const view = (changes: Partial<RunView> = {}): RunView => ({
  suite: 'core',
  runKey: 'monday',
  workflowId: 'suite/core/monday',
  state: 'running',
  paused: false,
  configs: [config()],
  ...changes,
});

/** A stream that remembers what was written. */
function recorder(isTTY: boolean) {
  const written: string[] = [];
  const stdout = { isTTY, columns: 120, write: (text: string) => written.push(text) };
  return { stdout, text: () => written.join('') };
}

describe('lines', () => {
  test('a config shows phase, bar and all counts; the bar counts every finished task', () => {
    expect(renderLive(view(), 200)[1]).toBe(
      '  qwen  running    [#####...............]  10/40  scored 7  correct 5  failed 2  unscored 1  redundant calls 3',
    );
  });

  test('rounds and redeploys appear once there are any', () => {
    const [, line] = renderPlain(view({ configs: [config({ round: 1, redeploys: 2 })] }));
    expect(line).toContain('redeploys 2  round 1');
    expect(renderPlain(view())[1]).not.toMatch(/redeploys|round/);
  });

  test('what a config waits for, and where it moved, is said', () => {
    const moved = 'moved from gpu-a to gpu-b: host gpu-a has had no worker for 15 minutes';
    const waitingFor = 'waiting for host gpu-b: no worker';
    const [, line] = renderPlain(view({ configs: [config({ moved, waitingFor })] }));
    expect(line).toMatch(new RegExp(`${moved}  ${waitingFor}$`));
  });

  test('no line is wider than the terminal', () => {
    for (const line of renderLive(view({ notice: 'n'.repeat(99) }), 40)) {
      expect(line.length).toBeLessThanOrEqual(40);
    }
  });

  test('a paused run says so', () => {
    const lines = renderPlain(view({ paused: true, configs: [config({ paused: true })] }));
    expect(lines[0]).toBe('core/monday  paused');
    expect(lines[1]).toContain('qwen  paused');
  });

  test("an error's control characters cannot steer the terminal", () => {
    const [, line] = renderPlain(view({ configs: [config({ error: 'lost\u001b[2J\nmore' })] }));
    expect(line).toMatch(/error: lost\uFFFD\[2J$/);
  });

  test('a config without tasks yet has an empty bar', () => {
    const sampling = config({ phase: 'sampling', counts: { ...counts, planned: 0, scored: 0 } });
    expect(renderLive(view({ configs: [sampling] }), 200)[1]).toContain('[....................]');
  });
});

describe('on a terminal', () => {
  test('a view is redrawn over the one before', () => {
    const { stdout, text } = recorder(true);
    const display = createProgressDisplay({ stdout, json: false });
    display.show(view());
    display.show(view({ notice: 'no worker answers' }));
    display.show(view());
    const redraws = text().replaceAll('\u001b', 'ESC').split('ESC[0J');
    expect(redraws.map((part) => /ESC\[(\d+)A$/.exec(part)?.[1])).toEqual([
      undefined,
      '2',
      '3',
      undefined,
    ]);
  });
});

describe('in a pipe', () => {
  test('lines are printed when they change, without bars or cursor movements', () => {
    const { stdout, text } = recorder(false);
    const display = createProgressDisplay({ stdout, json: false });
    const other = config({ configId: 'oracle', phase: 'queued' });
    display.show(view({ configs: [config(), other] }));
    display.show(view({ configs: [config(), other] }));
    display.show(view({ configs: [config({ phase: 'scoring' }), other] }));
    const lines = text().trimEnd().split('\n');
    expect(lines.map((line) => line.trim().split(/ {2,}/).slice(0, 2))).toEqual([
      ['core/monday', 'running'],
      ['qwen', 'running'],
      ['oracle', 'queued'],
      ['qwen', 'scoring'],
    ]);
    expect(text()).not.toContain('\u001b');
    expect(text()).not.toContain('[#');
  });
});

test('as JSON, each change is one line that parses', () => {
  const { stdout, text } = recorder(true);
  const display = createProgressDisplay({ stdout, json: true });
  display.show(view());
  display.show(view());
  display.show(view({ state: 'done' }));
  const events = text()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.map(({ event, state }) => [event, state])).toEqual([
    ['progress', 'running'],
    ['progress', 'done'],
  ]);
});
