import { type Check, check } from './check.ts';
import { gpuCount, type PlanRequest } from './facts.ts';
import { type GpuMemory, heldWeightBytes, loadsAsFp8 } from './memory.ts';
import { formatGb, formatWhole } from './quantities.ts';

/** Less than this share of the budget is what an estimate errs by. */
const TIGHT_SHARE = 0.045;

/** Do the weights fit, and beside them the sequences? */
export function checkMemory(request: PlanRequest, memory: GpuMemory): readonly [Check, Check] {
  const fits = memory.weights <= memory.budget;
  return [
    check('MEM', fits, weightsText(request, memory, fits)),
    fits ? checkCache(request, memory) : NO_ROOM,
  ];
}

const NO_ROOM: Check = {
  code: 'KV',
  state: 'skipped',
  text: 'not reached: the weights do not fit',
};

function weightsText(request: PlanRequest, memory: GpuMemory, fits: boolean): string {
  const { checkpoint, gpu, utilisation } = request;
  const format = loadsAsFp8(request) ? `${checkpoint.format} held as fp8` : checkpoint.format;
  return [
    `weights ${formatGb(heldWeightBytes(request))} (${format}) / ${gpuCount(request)} GPUs = ${formatGb(memory.weights)}`,
    fits ? '<=' : '>',
    `${formatGb(gpu.hbmBytes)} x ${utilisation} = ${formatGb(memory.budget)}`,
  ].join(' ');
}

function checkCache({ concurrency, maxLen }: PlanRequest, memory: GpuMemory): Check {
  const wanted = concurrency * memory.kvPerSequence;
  const text = [
    `left ${formatGb(memory.budget)} - ${formatGb(memory.weights)} weights - ${formatGb(memory.activations)} activations - ${formatGb(memory.engine)} engine = ${formatGb(memory.kv)};`,
    `a sequence ${formatWhole(maxLen)} tokens x ${formatWhole(memory.kvPerToken)} B = ${formatGb(memory.kvPerSequence)};`,
    `${formatWhole(memory.sequences)} fit, ${concurrency} wanted`,
  ].join(' ');
  if (wanted > memory.kv) return { code: 'KV', state: 'fails', text };
  const spare = memory.kv - wanted;
  const tight = spare < TIGHT_SHARE * memory.budget;
  const spareText = `; ${formatGb(spare)} to spare, less than ${100 * TIGHT_SHARE} % of the budget`;
  return { code: 'KV', state: tight ? 'tight' : 'ok', text: tight ? text + spareText : text };
}
