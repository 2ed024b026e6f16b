import { expect, test } from 'vitest';
import { pythonLiteral } from '../../../src/domain/deployment/diagnose/python-literal.ts';

test.each<[string, unknown]>([
  [`{'a': 'b', "c": 1}`, { a: 'b', c: 1 }],
  [
    `{'on': True, 'off': False, 'none': None, 'share': 0.9, 'small': 1e-05}`,
    {
      ...{ on: true, off: false, none: null, share: 0.9, small: 1e-5 },
    },
  ],
  [`['x', ('y', 2), {}]`, ['x', ['y', 2], {}]],
  [`{'text': 'it\\'s, "so": {1}'}`, { text: `it's, "so": {1}` }],
  [
    `{'kind': <Kind.AUTO: 'auto'>, 'path': PosixPath}`,
    { kind: `<Kind.AUTO: 'auto'>`, path: 'PosixPath' },
  ],
  [`{'a': 1} and more`, { a: 1 }],
])('%s is read as Python means it', (text, value) => {
  expect(pythonLiteral(text)).toEqual(value);
});

test.each([`{'a': `, `{'a' 1}`, `['x', `, `{'a': 'unclosed`, '', `, 1`])(
  'what is cut off or no literal is not guessed: %s',
  (text) => {
    expect(pythonLiteral(text)).toBeUndefined();
  },
);
