import type { AnswerShape } from './model-endpoint.ts';

const LEVEL = { type: ['number', 'null'] };

/** The reply a model is held to where its endpoint can do that. */
export const DECISION_SHAPE: AnswerShape = {
  name: 'trading_decision',
  schema: {
    type: 'object',
    properties: {
      action: { type: 'string', enum: ['BUY', 'SELL', 'HOLD', 'CLOSE'] },
      size: { type: 'number' },
      stop_loss: LEVEL,
      take_profit: LEVEL,
      reasoning: { type: 'string', maxLength: 200 },
    },
    required: ['action', 'size', 'stop_loss', 'take_profit', 'reasoning'],
    additionalProperties: false,
  },
};

/** Short: models with little context trade too. */
export const TRADING_PROMPT = `You trade one market. Decide on the state of it that you are given. Reply with \
one JSON object and nothing else:
{"action":"BUY|SELL|HOLD|CLOSE","size":number,"stop_loss":price or null,"take_profit":price or null,\
"reasoning":"why, in a few words"}
size is in coins unless the rules say otherwise, not a share of the account: equity / close coins \
cost the whole account. BUY adds coins, SELL takes coins away or sells short, CLOSE ends the \
position, HOLD does nothing (size 0).`;

type Fields = Readonly<Record<string, unknown>>;

/** A payload without its type, one line a group and nothing left out: `account: balance=10000 …`. */
export const renderPayload = ({ type: _, state, ...others }: Fields): string =>
  Object.entries({ ...(state as Fields), ...others })
    .map(([name, value]) => `${name}: ${render(value)}`)
    .join('\n');

function render(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(DIGITS)));
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(inner).join('; ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name}=${inner(part)}`)
    .join(' ');
}

const inner = (value: unknown): string =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? `(${render(value)})`
    : render(value);

/** Of a number: more than prices have, less than doubles. */
const DIGITS = 8;
