import { marksAnswer } from './commitment.ts';
import { isAboutFinance } from './finance-words.ts';
import { isFailureTail, sentencesOf } from './sentences.ts';
import { readSpokenWords } from './spoken-words.ts';

/** What agents say when nobody gave them a model: no key, no client, no provider. */
const WITHOUT_MODEL: readonly RegExp[] = [
  /^(?:the )?(?:llm|language model|model|ai|openai|anthropic|chat)(?: api)? (?:client|provider|backend|service) (?:is |was )?(?:not (?:configured|available|initiali[sz]ed|set up)|missing|unavailable)(?:[.,;:!].{0,80})?$/i,
  /^(?:llm|language model) (?:is |was )?not (?:configured|available|initiali[sz]ed)(?:[.,;:!].{0,60})?$/i,
  /^(?:no|unsupported) (?:llm|language model|openai|anthropic|ai)(?: api)? (?:client|provider|model|backend|key)(?: type)?(?: is| was)?(?: configured| available| provided| found| set| initiali[sz]ed)?(?:[.,;:!].{0,60})?$/i,
  /^no (?:ai |language )?model (?:provider )?(?:is |was |has been )?(?:configured|selected|available)[.!]?$/i,
  /^(?:error: )?(?:please (?:set|provide|configure) )?(?:your |the )?[A-Z]+(?:_[A-Z]+)*_API_KEY(?: environment variable)?\b.{0,60}(?:not set|not found|missing|required|unset|not configured|to (?:use|enable|continue)).{0,40}$/,
  /^(?:未|没有)(?:配置|设置|提供|找到)(?:大模型|模型|LLM|OpenAI|[A-Z_]*API_KEY|API ?(?:Key|密钥)|密钥).{0,40}$/i,
  /^[Pp]lease (?:set|provide|configure) (?:your |the |an )?[A-Z]+_API_KEY\b.{0,100}$/,
  /^(?:the api_key client option must be set|missing credentials\. please pass|could not resolve authentication method|no api[- ]key (?:found|provided|configured))\b/i,
];

/** What agent loops say when they end without an answer. */
const GAVE_UP: readonly RegExp[] = [
  /^(?:unable to (?:generate|produce|complete) (?:an? |the )?(?:analysis|response|answer|report)|failed to (?:generate|produce) (?:an? |the )?(?:analysis|response|answer)|no (?:response|output|answer) (?:was )?(?:generated|produced|received)(?: from the (?:model|llm))?)[.!]?$/i,
  /^(?:analysis|response|task|run) (?:is )?(?:incomplete|aborted|stopped|terminated): .{0,60}\b(?:maximum|limit|max)\b.{0,40}$/i,
  /^(?:the )?agent (?:stopped|terminated|was stopped) (?:due to|because of|after) .{0,40}\b(?:limit|max(?:imum)?)\b.{0,40}$/i,
  /^(?:the |an )?max(?:imum)? (?:number of |allowed )?(?:tool[ -]calls?|iterations|steps|turns|reasoning steps|recursion depth) (?:was |were |has been )?(?:reached|exceeded)\b.{0,60}$/i,
  /^(?:the agent |i |we |i've |we've )?(?:has |have )?(?:reached|exceeded|hit|used up) (?:the |my |its )?max(?:imum)? (?:number of |allowed )?(?:tool[ -]calls?|iterations|steps|turns)\b.{0,100}$/i,
  /^(?:the |my )?(?:tool(?:[ -](?:call|loop))?|iteration|step|turn|recursion|loop|reasoning|agent) (?:loop )?(?:limit|budget|cap) (?:was |is |has been )?(?:hit|reached|exceeded|exhausted|used up)\b.{0,60}$/i,
  /^(?:the )?(?:execution|run|task|agent|analysis)\b.{0,30}\b(?:aborted|stopped|terminated|cancelled|canceled)\b.{0,20}\b(?:because|since|as|after)\b.{0,20}\b(?:agent|loop|it made|no progress)\b.{0,60}$/i,
  /^(?:the )?(?:task|run|analysis) (?:has )?failed\b.{0,10}\bagent\b[^\d]{0,60}$/i,
  /^(?:exception: |error: )?(?:tool|agent|function) (?:execution|call|run|invocation) failed[.!]?$/i,
  /^(?:internal |unexpected |unknown |fatal )?agent (?:error|failure|crash(?:ed)?)\b[^:\d]{0,40}$/i,
  /^(?:抱歉[，,]?)?(?:智能体|代理|任务|分析|agent)?(?:已|运行|执行)?(?:达到|超过|超出)(?:了)?最大(?:迭代|工具调用|调用|循环|推理|执行)?(?:步数|次数|轮数|轮次|上限)(?:限制|上限)?.{0,20}$/i,
  /^(?:抱歉[，,]?)?(?:分析|处理|生成|任务|执行){1,3}(?:过程中?)?(?:失败|异常(?:终止|中断)?|被?终止|中止|出错|出现错误|发生(?:了)?(?:内部)?错误|未能完成)[。！]?$/,
  /^(?:智能体|代理|agent)(?:执行|运行|内部|任务)*(?:失败|错误|异常|出错|崩溃)[。！]?$/i,
  /^(?:the agent|i|we) (?:could not|couldn't|was unable to|were unable to|failed to) (?:finish|complete|reach|answer)\b.{0,30}\bwithin the (?:\w+ )?(?:(?:number|budget|limit) of )?(?:tool calls?|steps|iterations|turns|token budget|time limit|time budget)[.!]?$/i,
  /^(?:the )?(?:agent |agent ?executor |execution |crew |run |loop |workflow |chain |executor |graph |analysis |reasoning |i |we )?(?:has |have |was )?(?:(?:stopped|terminated|ended|failed|halted|aborted|exited|crashed) (?:early|prematurely|unexpectedly|abnormally)\b.{0,80}|(?:stopped|terminated|ended|halted|aborted|exited|gave up|cut off|interrupted)\b.{0,30}\b(?:after|due to|because of|at|on|upon|having)\b.{0,40}\b(?:(?:max_)?iterations?(?:_exceeded)?|steps?|turns?|tool[ -]calls?|retries|rounds?|recursion|time limit|step limit)\b.{0,60})$/i,
  /^no (?:final |usable |valid |complete )?(?:answer|response|output|report) (?:was |were |has been |could be |can be )?(?:generated|produced|received|returned|reached)\b[^,:;\d]{0,60}$/i,
  /^recursion limit of \d+ reached\b.{0,80}$/i,
  /^(?:sorry,? )?(?:but )?(?:i |the agent )?needs? more steps to (?:process|finish|complete|answer|handle)\b.{0,40}$/i,
  /^(?:(?:i'?m )?sorry,? (?:but )?)?(?:i (?:have )?(?:encountered|ran into)|there was|an unexpected|an?) (?:an? )?(?:unexpected |internal |technical )?(?:error|issue|problem)(?: occurred)?(?: (?:while|when|during|in) (?:processing|handling|generating|analy[sz]ing|completing|executing|answering)\b.{0,60})?[.!]?$/i,
  /^(?:oops[!,.]? )?(?:(?:i'?m )?sorry,? (?:but )?)?something (?:went|has gone) wrong(?:[.!]?$|,? (?:please|try|on (?:my|our)|while|when|during|internally|and (?:i|we|the)|(?:with|processing|handling|generating) (?:your|this|the) (?:request|question|response|message|model|reply|answer))\b.{0,60}$)/i,
];

/** The original benchmark's agent puts this before an exception's text, and calls it completed. */
const ANALYSIS_ERROR = /^error during analysis: \S(?![\s\S]*\n\s*\n)/i;
const MESSAGE_CHARS_MAX = 1_000;
const LOOP_WORDS_MAX = 30;

export const saysNoModel = (text: string): boolean => isFixedSentence(text, WITHOUT_MODEL);
export const saysGaveUp = (text: string): boolean =>
  isFixedSentence(text, GAVE_UP) || isEndOfLoop(text);

/** An exception's text in the original agent's wrapper; who raised it is not known. */
export const isAnalysisError = (text: string): boolean =>
  text.length <= MESSAGE_CHARS_MAX && ANALYSIS_ERROR.test(text) && !marksAnswer(text);

/** An agent's loop that ended: what it counts, that it stopped, and that nothing came of it. */
const LOOP_COUNT =
  /\b(?:iterations?|reasoning rounds|turns|tool[ -]calls?|recursion|step (?:budget|limit|count)|(?:number|maximum|\d+|of) (?:of )?(?:\w+ )?steps|(?:max|maximum) (?:retries|attempts))\b/i;
const LOOP_ENDED =
  /\b(?:stop(?:s|ped|ping)?|terminated|aborted|halted|gave up|giving up|ended|cancel+ed|could not|couldn't|unable|failed|without|no|used up|ran out|exhausted|exceeded|reached)\b/i;
const LOOP_RESULT =
  /\b(?:agent|answer|result|response|report|output|finish|complete|task|processing|run|execution|conclusion)\b/i;

function isEndOfLoop(text: string): boolean {
  if (text.length > MESSAGE_CHARS_MAX) return false;
  const said = readSpokenWords(text);
  if (said === undefined || said.words.length > LOOP_WORDS_MAX) return false;
  const patterns = [LOOP_COUNT, LOOP_ENDED, LOOP_RESULT];
  return (
    patterns.every((pattern) => pattern.test(text)) && !isAboutFinance(said.spoken, said.words)
  );
}

function isFixedSentence(text: string, patterns: readonly RegExp[]): boolean {
  if (text.length > MESSAGE_CHARS_MAX || marksAnswer(text)) return false;
  const [first = '', ...others] = sentencesOf(text);
  return patterns.some((pattern) => pattern.test(first)) && isAgentTail(others);
}

const isAgentTail = (sentences: readonly string[]): boolean =>
  sentences.every(
    (sentence) =>
      isFailureTail(sentence) ||
      /^(?:cannot|can't|unable to) (?:perform|run|complete|continue|proceed|generate)\b.{0,60}$/i.test(
        sentence,
      ),
  );
