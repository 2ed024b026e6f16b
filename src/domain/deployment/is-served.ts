import type { DeploymentSpec, ServedDeployment } from '../suite/config-run.ts';

/** Whether its host starts an engine for it that is watched, diagnosed and repaired by its log. */
export const isServed = (spec: DeploymentSpec | undefined): spec is ServedDeployment =>
  spec?.engine === 'vllm' || spec?.engine === 'tensorrt-llm';

/** Whether its host brings a server up for it; what others run is asked at its address. */
export const isBroughtUp = (
  spec: DeploymentSpec | undefined,
): spec is Exclude<DeploymentSpec, { readonly baseUrl: string }> =>
  spec !== undefined && !('baseUrl' in spec);
