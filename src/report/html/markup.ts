import { escapeHtml } from '../escape.ts';

/** HTML that may be written as it is. Only `html` makes it, so nothing reaches a page unescaped. */
class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type { Markup };

type Value = Markup | readonly Markup[] | string | number;

/** Template tag: the template is HTML, values are text unless they are markup themselves. */
export const html = (template: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  new Markup(template.reduce((text, part, index) => text + render(values[index - 1] ?? '') + part));

export const NOTHING = html``;

function render(value: Value): string {
  if (value instanceof Markup) return value.toString();
  return typeof value === 'object' ? value.map(render).join('') : escapeHtml(String(value));
}
