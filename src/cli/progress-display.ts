import type { CliContext, OutputStream } from './context.ts';
import { renderLive, renderPlain } from './progress-view.ts';
import type { RunView } from './run-view.ts';

/** Shows successive views of a run. */
export interface ProgressDisplay {
  show(view: RunView): void;
}

const COLUMNS_UNKNOWN = 80;

/** JSON lines, a picture that redraws in place, or plain lines as they change. */
export function createProgressDisplay({
  stdout,
  json,
}: Pick<CliContext, 'stdout' | 'json'>): ProgressDisplay {
  if (json) return createJsonDisplay(stdout);
  return stdout.isTTY === true ? createLiveDisplay(stdout) : createPlainDisplay(stdout);
}

function createLiveDisplay(stdout: OutputStream): ProgressDisplay {
  let linesShown = 0;
  return {
    show(view) {
      const lines = renderLive(view, stdout.columns ?? COLUMNS_UNKNOWN);
      const toTop = linesShown === 0 ? '' : `\u001b[${linesShown}A`;
      stdout.write(`${toTop}\u001b[0J${lines.join('\n')}\n`);
      linesShown = lines.length;
    },
  };
}

/** A line is printed again only when it says something new. */
function createPlainDisplay(stdout: OutputStream): ProgressDisplay {
  let shown: ReadonlySet<string> = new Set();
  return {
    show(view) {
      const lines = renderPlain(view);
      for (const line of lines.filter((each) => !shown.has(each))) stdout.write(`${line}\n`);
      shown = new Set(lines);
    },
  };
}

function createJsonDisplay(stdout: OutputStream): ProgressDisplay {
  let shown = '';
  return {
    show(view) {
      const line = JSON.stringify({ event: 'progress', ...view });
      if (line !== shown) stdout.write(`${line}\n`);
      shown = line;
    },
  };
}
