import { z } from 'zod';

const NUMERAL = /^\s*[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*$/;
const ON = /^(?:y|yes|t|true|on|1)$/i;
const OFF = /^(?:n|no|f|false|off|0)$/i;

/** A number that may be written as text, as quotes and `${NAME}` leave it. */
export const numeric = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (value) => (typeof value === 'string' && NUMERAL.test(value) ? Number(value) : value),
    schema,
  );

/** True or false. YAML 1.2 reads `yes` and `off` as text; the original's parser did not. */
export const flag = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  if (ON.test(value)) return true;
  return OFF.test(value) ? false : value;
}, z.boolean());

/** How many to take; 0, null or absent takes all. A negative number is not "all but the last". */
export const limit = numeric(z.int().min(0)).nullish();

/** A list of names, in which `all`, alone or as the only one, stands for every known name. */
export const allOr = (known: readonly string[]) =>
  z.preprocess(
    (value) =>
      value === 'all' || (Array.isArray(value) && value.length === 1 && value[0] === 'all')
        ? known
        : value,
    z.array(z.string().min(1)),
  );
