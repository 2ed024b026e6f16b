const NAME = '(?:[\\p{L}_][\\p{L}\\p{N}_ ]{0,60}[=:]\\s{0,3})?';
const PLACEHOLDER = `${NAME}<[^<>\\d]{0,60}>`;
const MARKER = '\\banswer\\b[^:=<\\n]{0,60}?(?:[:=：]|\\bis\\b)';
const LEAD_IN = '(?:\\bend with (?:a|one|the) line )?["“\'`]?';
const LIST_LEAD_IN = '(?:and below it one line for each of )?';
/** After the placeholders: the end of the line, the closing quote, or how to write the values. */
const TAIL = '[*`\')\\]. ]{0,5}(?:$|["”]|, (?:the value|rounded|each value)\\b)';
/** The rest of the sentence belongs to the instruction, but a marker in it is a new commitment. */
const REST = '(?:(?!\\banswer\\b|\\.(?!\\d))[^\\n])*\\.?';

const ECHO = new RegExp(
  `${LEAD_IN}${MARKER}[\\s*\`"“”']{0,9}${LIST_LEAD_IN}["“]?` +
    `${PLACEHOLDER}(?:[\\s,;*\`"“”-]{1,9}${PLACEHOLDER})*(?=${TAIL})${REST}`,
  'gimu',
);

/**
 * The reply without repetitions of the instruction: "Answer: <value>", several named values, or
 * the sentence around them. What an agent quotes is not what it answers.
 */
export const withoutInstructionEcho = (reply: string): string => reply.replace(ECHO, '');
