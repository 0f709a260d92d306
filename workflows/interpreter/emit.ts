// `emit`: publishes a CloudEvent; its output is the event.
import type { EmitTask } from '../definition/document.ts';
import type { JsonObject } from '../definition/json.ts';
import { isJsonObject } from '../definition/json.ts';
import { evaluateValue } from './evaluation.ts';
import { fault } from './fault.ts';
import type { Executor } from './flow.ts';

export const emitExecutor: Executor<EmitTask> = async (session, { task, path, input, scope, step }) => {
  const given = evaluateValue(session, task.emit.event.with, input, { path, scope, input });
  if (!isJsonObject(given)) throw fault('validation', path, '`emit.event.with` must be an object.');
  const event: JsonObject = {
    id: session.uuid(),
    specversion: '1.0',
    time: session.now().toISOString(),
    source: `/aix/${session.run.namespace}/${session.run.name}`,
    ...given,
  };
  if (typeof event['type'] !== 'string') throw fault('validation', path, '`emit.event.with.type` must be a string.');
  await session.parking.during(async () => {
    const transitions = session.journal.batch();
    await session.activities.publish({ run: session.run, step, path, event, transitions });
    session.journal.stored(transitions);
  });
  return { output: event };
};
