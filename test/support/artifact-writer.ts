import { createDirectoryStore } from '../../src/adapters/artifacts/directory-store.ts';
import { putJson } from '../../src/adapters/artifacts/json-artifacts.ts';

/** A process that writes objects until it is killed: `artifact-writer.ts <root> <name>`. */
const [root, name] = process.argv.slice(2);
if (root === undefined || name === undefined) throw new Error('needs a root and a name');
const store = createDirectoryStore(root);
const text = 'a whole object '.repeat(2_000);
for (let number = 0; ; number += 1) {
  const key = `objects/${name}/${number % 10}/${number}.json`;
  await putJson(store, key, { number, text });
  if (number === 0) process.stdout.write('writing\n');
}
