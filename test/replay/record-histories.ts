// Records a history of every workflow type and ending into test/histories/:
// npm run record:histories [-- markets|leases|judges|phases|restarts|moves]
// Needs TEMPORAL_ADDRESS of a throw-away server; `durabench up --root /tmp/x` starts one.
import { HistoryRecorder } from './record/history-recorder.ts';
import { recordEndings } from './record/record-endings.ts';
import { recordJudges } from './record/record-judges.ts';
import { recordLeases } from './record/record-leases.ts';
import { recordMarkets } from './record/record-markets.ts';
import { recordMoves } from './record/record-moves.ts';
import { recordPhases } from './record/record-phases.ts';
import { recordRestarts } from './record/record-restarts.ts';

const temporalAddress = process.env.TEMPORAL_ADDRESS;
if (temporalAddress === undefined) throw new Error('set TEMPORAL_ADDRESS of a throw-away server');

const recorder = new HistoryRecorder(temporalAddress);
// Of one kind only, or all: what is unchanged need not be recorded again.
const kind = process.argv[2];
if (kind === undefined) await recordEndings(recorder);
if (kind === undefined || kind === 'markets') await recordMarkets(recorder);
if (kind === undefined || kind === 'leases') await recordLeases(recorder);
if (kind === undefined || kind === 'judges') await recordJudges(recorder);
if (kind === undefined || kind === 'phases') await recordPhases(recorder);
if (kind === undefined || kind === 'restarts') await recordRestarts(recorder);
if (kind === undefined || kind === 'moves') await recordMoves(recorder);
recorder.writeIndex();
