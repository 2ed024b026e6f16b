import { type Command, EXIT } from '../context.ts';
import { gpuChecks } from '../doctor/gpu-checks.ts';
import { machineChecks } from '../doctor/machine-checks.ts';
import { storageChecks } from '../doctor/storage-checks.ts';
import { temporalChecks } from '../doctor/temporal-checks.ts';
import { alignColumns, writeJson, writeLine } from '../output.ts';

/** Checks what runs need, one line a check with the remedy. Exit code 1 when something fails. */
export const doctorCommand: Command<{ readonly gpu?: boolean }> = async (
  _args,
  { gpu },
  context,
) => {
  const { settings, stdout, json } = context;
  const checks = [
    ...(await Promise.all([...machineChecks(), ...storageChecks(settings)])),
    ...(await temporalChecks(settings)),
    ...(gpu === true ? await Promise.all(gpuChecks(settings.configRoot)) : []),
  ];
  const isHealthy = checks.every(({ status }) => status !== 'fail');
  if (json) {
    writeJson(stdout, { healthy: isHealthy, checks });
  } else {
    const rows = checks.map(({ name, status, detail, remedy }) => [
      status,
      name,
      remedy === undefined ? detail : `${detail}. To do: ${remedy}`,
    ]);
    for (const line of alignColumns(rows)) writeLine(stdout, line);
  }
  return isHealthy ? EXIT.ok : EXIT.runFailed;
};
