import { join } from 'node:path';
import { type Catalogue, readCatalogue } from '../../src/adapters/catalogue/read-catalogue.ts';
import { findCheckpoint, findModel } from '../../src/adapters/catalogue/recipe-request.ts';
import type { PlanRequest } from '../../src/domain/deployment/plan/facts.ts';
import { defaultLayout, parseGpuSet } from '../../src/domain/deployment/plan/gpu-set.ts';

/** The catalogue this package ships. */
export const CATALOGUE: Catalogue = await readCatalogue(join(import.meta.dirname, '../../config'));

export interface Wanted extends Partial<Omit<PlanRequest, 'model' | 'checkpoint' | 'gpu'>> {
  readonly checkpoint?: string;
}

/** A deployment of catalogued things: default layout, one sequence of native context, 90 %. */
export function requestOf(modelId: string, gpus: string, wanted: Wanted = {}): PlanRequest {
  const model = findModel(modelId, CATALOGUE.models);
  const set = parseGpuSet(gpus, CATALOGUE.gpus);
  return {
    engine: 'vllm',
    expertParallel: false,
    maxLen: model.context,
    concurrency: 1,
    utilisation: 0.9,
    trustRemoteCode: false,
    ...defaultLayout(set),
    ...wanted,
    model,
    gpu: set.gpu,
    checkpoint: findCheckpoint(wanted.checkpoint, model),
  };
}
