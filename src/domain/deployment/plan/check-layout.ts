import { type Check, check } from './check.ts';
import type { PlanRequest } from './facts.ts';
import { formatWhole } from './quantities.ts';

/** Can the model be cut into that many equal parts? */
export function checkLayout(request: PlanRequest): Check {
  const faults = [
    headsFault(request),
    keyHeadsFault(request),
    layersFault(request),
    nodeFault(request),
    blockFault(request),
  ].filter((fault) => fault !== undefined);
  const { model, tensorParallel: tp, pipelineParallel: pp } = request;
  const cut = `${model.heads} heads / TP ${tp} = ${model.heads / tp}${pp > 1 ? `, ${model.layers} layers in ${pp} stages` : ''}`;
  return check('TP', faults.length === 0, faults.length === 0 ? cut : faults.join('; '));
}

function headsFault({ model, tensorParallel: tp }: PlanRequest): string | undefined {
  if (model.heads % tp === 0) return undefined;
  return `${model.heads} heads / TP ${tp} = ${(model.heads / tp).toFixed(2)} is no whole number`;
}

function keyHeadsFault({ model, tensorParallel: tp }: PlanRequest): string | undefined {
  if (model.attention.kind === 'latent') return undefined;
  const { kvHeads } = model.attention;
  if (kvHeads % tp === 0 || tp % kvHeads === 0) return undefined;
  return `${kvHeads} KV heads neither divide by TP ${tp} nor divide it`;
}

function layersFault({ model, pipelineParallel: pp }: PlanRequest): string | undefined {
  return pp <= model.layers ? undefined : `${model.layers} layers cannot make ${pp} stages`;
}

/** Tensor parallelism exchanges every layer's result: across servers, use whole servers. */
function nodeFault({ gpu, tensorParallel: tp }: PlanRequest): string | undefined {
  if (tp <= gpu.perNode || tp % gpu.perNode === 0) return undefined;
  return `TP ${tp} is no multiple of the ${gpu.perNode} GPUs of a server`;
}

/** Block-quantised shards must hold whole blocks; experts that are not cut are exempt. */
function blockFault(request: PlanRequest): string | undefined {
  const { model, checkpoint, tensorParallel: tp, expertParallel } = request;
  const { block } = checkpoint;
  if (block === undefined) return undefined;
  const widths = [
    model.ffn,
    ...(model.experts !== undefined && !expertParallel ? [model.experts.ffn] : []),
  ];
  const bad = widths.find((width) => (width / tp) % block !== 0);
  if (bad === undefined) return undefined;
  return `width ${formatWhole(bad)} / TP ${tp} = ${bad / tp} is no multiple of the checkpoint's ${block}-wide scale blocks`;
}
