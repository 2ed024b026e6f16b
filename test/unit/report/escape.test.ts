import { expect, test } from 'vitest';
import { escapeCsv, escapeMarkdown, escapeTerminal } from '../../../src/report/escape.ts';
import { html } from '../../../src/report/html/markup.ts';

test('a terminal gets one line without anything that steers it', () => {
  expect(escapeTerminal('a\u001b[31mred\nnext\u202eback')).toBe('a\uFFFD[31mred next\uFFFDback');
});

test('a Markdown cell cannot end its cell, open a link or start HTML', () => {
  expect(escapeMarkdown('a|b [x](http://e) `c` <b>')).toBe(
    'a\\|b \\[x\\](http://e) \\`c\\` &lt;b&gt;',
  );
});

test.each(['=1+1', '+1', '-1', '@sum', ' =1+1', '\t=1'])(
  'a spreadsheet gets the text %j, not a formula',
  (text) => {
    expect(escapeCsv(text)).toBe(`'${text}`);
  },
);

test('a CSV field keeps commas, quotes and line breaks to itself', () => {
  expect(escapeCsv('a,"b"\nc')).toBe('"a,""b""\nc"');
});

test('negative numbers stay numbers and unknown values stay empty', () => {
  expect([escapeCsv(-1.5), escapeCsv(false), escapeCsv(null)]).toEqual(['-1.5', 'false', '']);
});

test('only markup enters a page unescaped, everything else is text', () => {
  const item = (name: string) => html`<li title="${name}">${name}</li>`;
  expect(html`<ul>${['<b>', '"\'&'].map(item)}</ul>`.toString()).toBe(
    '<ul><li title="&lt;b&gt;">&lt;b&gt;</li><li title="&quot;&#39;&amp;">&quot;&#39;&amp;</li></ul>',
  );
});
