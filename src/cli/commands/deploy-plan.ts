import { readCatalogue } from '../../adapters/catalogue/read-catalogue.ts';
import { nearestPlans } from '../../domain/deployment/plan/nearest-plans.ts';
import { planDeployment } from '../../domain/deployment/plan/plan-deployment.ts';
import { type Command, EXIT } from '../context.ts';
import { deploymentView } from '../deploy/plan-view.ts';
import { type PlanOptions, plannedRequest } from '../deploy/planned-request.ts';
import { renderDeployment } from '../deploy/render-deployment.ts';
import { writeJson, writeLine } from '../output.ts';

/** Judges a deployment; ends 1 when it does not fit. */
export const deployPlanCommand: Command<PlanOptions> = async ([name = ''], options, context) => {
  const catalogue = await readCatalogue(context.settings.configRoot);
  const request = plannedRequest(name, options, catalogue);
  const plan = planDeployment(request);
  const fails = plan.verdict === 'fails';
  const view = deploymentView(plan, fails ? nearestPlans(request, catalogue) : []);
  if (context.json) writeJson(context.stdout, view);
  else for (const line of renderDeployment(view)) writeLine(context.stdout, line);
  return fails ? EXIT.runFailed : EXIT.ok;
};
