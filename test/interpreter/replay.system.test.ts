// Histories of every recorded build replay on the interpreter as it is now: what has waited for a person since last week goes on after an update.
// Red here means that open runs would break: keep the old order of commands, or guard the new one by `patched`. See test/support/record-histories.ts.
import { Worker } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { silenceRuntime } from '../../workflows/worker/create-workers.ts';
import { workflowBundle } from '../../workflows/worker/workflow-bundle.ts';
import { listHistories, readHistory, type RecordedHistory } from '../support/histories.ts';

const recorded = listHistories();
let code: string;
beforeAll(async () => {
  silenceRuntime();
  ({ code } = await workflowBundle());
});
const replay = async (history: RecordedHistory): Promise<void> =>
  await Worker.runReplayHistory({ workflowBundle: { code } }, history, 't/00000000-0000-4000-8000-000000000000/run/replayed');

describe('the interpreter of today', () => {
  it('has recorded histories to be held to', () => {
    expect(recorded.length).toBeGreaterThanOrEqual(8);
  });

  it.each(recorded)('replays $scene of build $build', async ({ build, scene }) => {
    await replay(readHistory(build, scene));
  });

  it('would be caught: a history without its local activities does not replay', async () => {
    const [first] = recorded;
    const history = readHistory(first?.build ?? '', 'approved');
    const events = (history.events ?? []).filter((event) => !event.markerRecordedEventAttributes);
    expect(events.length).toBeLessThan(history.events?.length ?? 0);
    await expect(replay({ events })).rejects.toThrow();
  });
});
