#!/usr/bin/env node
// Starts the CLI under a Node that can run it. A checkout runs its TypeScript sources; a package
// holds compiled ones, as Node strips no types below node_modules.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NODE_MIN = [22, 18];
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src', 'cli', 'main.ts');
const entry = existsSync(source) ? source : join(root, 'dist', 'src', 'cli', 'main.js');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) {
  const { main } = await import(pathToFileURL(entry).href);
  await main(process.argv.slice(2));
} else {
  runUnderPinnedNode();
}

function runUnderPinnedNode() {
  const node = pinnedNode();
  if (node === undefined) {
    console.error(
      `durabench needs Node ${NODE_MIN.join('.')} or later; this is ${process.versions.node}, ` +
        'and the Node that comes with durabench is not installed. ' +
        'Run "npm install" without --omit=optional, or update Node.',
    );
    process.exit(2);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of FORWARDED) {
    // A terminal sends Ctrl-C to the child as well, and a second one means "at once".
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`durabench cannot start ${node}: ${error.message}`);
    process.exit(2);
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
  });
}

function pinnedNode() {
  const name = `node-${process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const path = join(dirname(manifest), 'bin', 'node');
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
