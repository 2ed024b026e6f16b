import { createChatServer } from './http-server.ts';
import { loadLlamaEngine } from './load-llama-engine.ts';
import { parseServerOptions } from './server-options.ts';

/*
 * The CPU engine as a program: serves one GGUF file on 127.0.0.1. It listens only after the
 * weights are loaded, so an open port means that it can answer.
 */
const options = parseServerOptions(process.argv.slice(2));
const engine = await loadLlamaEngine(options);
const server = createChatServer(engine);

server.listen(options.port, '127.0.0.1', () => {
  const { alias, port, threads, slots, contextTokens } = options;
  const setup = `${threads} threads, ${slots} slots of ${contextTokens} tokens`;
  console.log(
    `${alias} on http://127.0.0.1:${port}/v1 after ${Math.round(performance.now())} ms (${setup})`,
  );
});

const stop = async (): Promise<void> => {
  server.close();
  server.closeAllConnections(); // Also aborts what is being generated.
  await engine.close();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
