// The OpenAI-compatible path: chat completions in one body or as server-sent events, with the faults told as such servers tell them.
import type { ServerResponse } from 'node:http';
import { admit } from './admission.ts';
import { streamBody, UpstreamError, wholeBody } from './byte-source.ts';
import { openAiError } from './error-reply.ts';
import { pause, sendReply } from './http-io.ts';
import { paceOf, profileOfEndpoint } from './pacing.ts';
import { marksOf, misbehaveAtOnce, sendWhole, sourceOf } from './sagemaker-routes.ts';
import type { RouteCall } from './sagemaker-routes.ts';
import { sendStream } from './send-stream.ts';
import type { StreamFraming } from './send-stream.ts';
import type { TwinDeps } from './twin-deps.ts';

const SERVER_SENT_EVENTS: StreamFraming = {
  frame: (part) => part,
  failure: (code) => Buffer.from(`data: ${JSON.stringify({ error: { message: code, code: 500 } })}\n\n`, 'utf8'),
};

export async function chatCompletions(deps: TwinDeps, call: RouteCall): Promise<void> {
  const admission = admit(deps, { ...call, path: 'openai' });
  if (!admission.ok) return sendReply(call.response, admission.reply);
  const { admitted } = admission;
  if (await misbehaveAtOnce(admitted, call.response)) return;
  const source = sourceOf(deps, call, admitted);
  try {
    if (!admitted.request.stream) {
      const pace = paceOf(admitted.answer, profileOfEndpoint(call.endpoint));
      if (deps.upstream === undefined) await pause(call.response, pace.totalMilliseconds * deps.timingFactor);
      await sendWhole(await wholeBody(source), admitted, call.response, marksOf(deps));
      admitted.finish();
      return;
    }
    const events = await streamBody(source);
    call.response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', ...marksOf(deps) });
    if (await sendStream(deps, call, admitted, events, SERVER_SENT_EVENTS)) admitted.finish();
  } catch (error) {
    failed(call.response, error);
  }
}

function failed(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else sendReply(response, openAiError(error instanceof UpstreamError ? error.status : 500, String(error)));
}
