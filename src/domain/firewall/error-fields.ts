import { type ErrorBody, isEnvelopeKey, isMessageKey } from './error-body.ts';

const TEXT_CHARS_MAX = 4_000;
const FIELDS_MIN = 2;
const YAML_FIELD = /^[-\s]{0,6}["']?([A-Za-z_][\w-]{0,30})["']?\s*[:=]\s*["']?(.*?)["']?,?$/;
const LOG_FIELD = /\b([A-Za-z_]\w{0,30})=(?:"([^"\n]*)"|([^\s"]+))/g;
const LOG_KEYS =
  /^(?:level|lvl|severity|ts|time|timestamp|msg|caller|logger|component|method|url|host|duration|elapsed|attempt|attempts|retries|model|provider|user|upstream|latency|trace|span)$/i;
const ERROR_ELEMENT =
  /^(?:<\?xml[^>]{0,200}\?>\s*)?<(?:\w+:)?\w{0,20}(?:error|errors|fault|exception|failure)\w{0,20}(?:\s[^<>]{0,200})?>/i;
const LEAF_ELEMENT = /<(?:\w+:)?([A-Za-z_][\w-]{0,30})(?:\s[^<>]{0,200})?>([^<>]{1,600})<\//g;
const STATUS = /^[45]\d\d\b/;

type Field = readonly [key: string, value: string];

/**
 * An error object at the start of a text in another notation than JSON: lines of `key: value`, one
 * line of `key=value`, or XML. Its messages decide; undefined for any other text.
 */
export function readErrorFields(text: string): ErrorBody | undefined {
  if (text.length > TEXT_CHARS_MAX) return undefined;
  const fields = xmlFields(text) ?? logFields(text) ?? yamlFields(text);
  if (fields === undefined) return undefined;
  const messages = fields.filter(([key]) => isMessageKey(key)).map(([, value]) => value.trim());
  if (messages.length === 0) return undefined;
  const isMarkedFailed = fields.some(
    ([key, value]) =>
      /^request[-_]?id$/i.test(key) ||
      (/^(?:status|code|status_?code)$/i.test(key) && STATUS.test(value)),
  );
  const has = (name: RegExp): boolean => fields.some(([key]) => name.test(key));
  const certain = has(/^request_?id$/i) && has(/^code$/i) && has(/^message$/i);
  const isThrottled = isMarkedFailed && has(/^retry[-_]after/i);
  return { certain: certain || isThrottled, isMarkedFailed, messages, tail: '' };
}

function xmlFields(text: string): readonly Field[] | undefined {
  if (!ERROR_ELEMENT.test(text) || !text.endsWith('>')) return undefined;
  const fields = [...text.matchAll(LEAF_ELEMENT)].map(
    ([, key = '', value = '']): Field => [key, value],
  );
  // One element holds the message itself: <error>…</error>.
  return fields.every(([key]) => isEnvelopeKey(key)) ? fields : undefined;
}

function logFields(text: string): readonly Field[] | undefined {
  if (!/^\w+=/.test(text)) return undefined;
  const fields = [...text.matchAll(LOG_FIELD)].map(
    ([, key = '', quoted, bare = '']): Field => [key, quoted ?? bare],
  );
  const isAll = text.replace(LOG_FIELD, '').trim() === '';
  const known = fields.every(([key]) => isEnvelopeKey(key) || LOG_KEYS.test(key));
  return isAll && known && fields.length >= FIELDS_MIN ? fields : undefined;
}

function yamlFields(text: string): readonly Field[] | undefined {
  const fields: Field[] = [];
  for (const line of text.split('\n').filter((line) => line.trim() !== '')) {
    const [, key = '', value = ''] = YAML_FIELD.exec(line) ?? [];
    if (!isEnvelopeKey(key)) return undefined;
    fields.push([key, value]);
  }
  return fields.length >= FIELDS_MIN ? fields : undefined;
}
