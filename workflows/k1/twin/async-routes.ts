// Asynchronous inference: accepted at once with 202, the result object appears later, or a failure object in its place.
import { randomUUID } from 'node:crypto';
import { admit, header } from './admission.ts';
import type { Admitted } from './admission.ts';
import { wholeBody } from './byte-source.ts';
import { awsError, sageMakerFault } from './error-reply.ts';
import { sendJson, sendReply } from './http-io.ts';
import { ASYNC_LIMIT_MILLISECONDS, paceOf, profileOfEndpoint } from './pacing.ts';
import { marksOf, sourceOf } from './sagemaker-routes.ts';
import type { RouteCall } from './sagemaker-routes.ts';
import type { TwinDeps } from './twin-deps.ts';

const INLINE_BYTES = 128_000;

export async function asyncInvocations(deps: TwinDeps, call: RouteCall, jobs: Set<NodeJS.Timeout>): Promise<void> {
  const inputLocation = header(call.incoming, 'x-amzn-sagemaker-inputlocation');
  if (inputLocation === undefined && call.body.byteLength > INLINE_BYTES) {
    return sendReply(
      call.response,
      awsError(400, 'ValidationError', { Message: `The inline Body exceeds ${INLINE_BYTES} bytes; give an InputLocation.` }),
    );
  }
  const stored = inputLocation === undefined ? call.body : await deps.store.get(inputLocation);
  if (stored === undefined)
    return sendReply(call.response, awsError(400, 'ValidationError', { Message: `Could not find the input at ${inputLocation}.` }));
  const body = new Uint8Array(stored);
  const admission = admit(deps, { ...call, body, path: 'async-invocations' });
  if (!admission.ok) return sendReply(call.response, admission.reply);
  const { admitted } = admission;
  const inferenceId = header(call.incoming, 'x-amzn-sagemaker-inference-id') ?? randomUUID();
  const name = header(call.incoming, 'x-amzn-sagemaker-filename') ?? `${randomUUID()}.out`;
  const outputLocation = `${deps.outputPrefix}${name}`;
  const failureLocation = `${deps.outputPrefix}failures/${name}`;
  const pace = paceOf(admitted.answer, profileOfEndpoint(call.endpoint));
  const job = setTimeout(() => {
    jobs.delete(job);
    void finishJob(deps, { ...call, body }, admitted, {
      outputLocation,
      failureLocation,
      late: pace.totalMilliseconds > ASYNC_LIMIT_MILLISECONDS,
    });
  }, pace.totalMilliseconds * deps.timingFactor);
  if (admitted.behaviour?.kind === 'hang') clearTimeout(job);
  else jobs.add(job);
  const headers = {
    'x-amzn-sagemaker-outputlocation': outputLocation,
    'x-amzn-sagemaker-failurelocation': failureLocation,
    ...marksOf(deps),
  };
  sendJson(call.response, 202, { InferenceId: inferenceId }, headers);
}

interface Places {
  readonly outputLocation: string;
  readonly failureLocation: string;
  readonly late: boolean;
}

async function finishJob(deps: TwinDeps, call: RouteCall, admitted: Admitted, places: Places): Promise<void> {
  const { behaviour } = admitted;
  try {
    const fault = places.late
      ? sageMakerFault({ kind: 'timeout' })
      : behaviour?.kind === 'status' || behaviour?.kind === 'timeout'
        ? sageMakerFault(behaviour)
        : undefined;
    if (fault !== undefined) return await deps.store.put(places.failureLocation, Buffer.from(fault.body, 'utf8'));
    // The caller's connection is long closed: the job has a life of its own.
    const source = { ...sourceOf(deps, call, admitted), signal: new AbortController().signal };
    const bytes = behaviour?.kind === 'garbage' ? Buffer.from('<html>') : await wholeBody(source);
    await deps.store.put(places.outputLocation, bytes);
    admitted.finish();
  } catch (error) {
    await deps.store.put(
      places.failureLocation,
      Buffer.from(JSON.stringify({ OriginalStatusCode: 500, OriginalMessage: String(error) }), 'utf8'),
    );
  }
}
