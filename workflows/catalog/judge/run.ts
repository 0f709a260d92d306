// How `judge` runs: one question to a model profile through workflows/k1. Its words are advice and are marked as such everywhere.
import { AppError } from '../../definition/errors.ts';
import type { Json, JsonObject, JsonSchema } from '../../definition/json.ts';
import { judgeMessages } from '../../k1/prompt.ts';
import type { Runner } from '../runner.ts';

/** Asked for when the definition names no schema of its own. */
const DEFAULT_SCHEMA: JsonSchema = {
  type: 'object',
  required: ['verdict', 'reason'],
  additionalProperties: false,
  properties: {
    verdict: { enum: ['accept', 'reject', 'unsure'] },
    reason: { type: 'string', maxLength: 1000 },
    causes: { type: 'array', items: { type: 'string', maxLength: 300 }, maxItems: 5 },
  },
};

const DEFAULT_TOKENS = 800;

export const runJudge: Runner = async (input, deps, context) => {
  if (!deps.model) throw new AppError('needs-platform', 'judge asks a model endpoint; run it on a platform or give it a mock.');
  const schema = (input['schema'] as JsonSchema | undefined) ?? DEFAULT_SCHEMA;
  const language = input['lang'] === 'en' ? 'en' : 'ko';
  const answer = await deps.model.complete(
    {
      profile: typeof input['profile'] === 'string' ? input['profile'] : 'k1',
      messages: judgeMessages({ language, question: String(input['question']), facts: input['facts'] ?? null, schema }),
      schema,
      // Sent explicitly, true or false: the server splits reasoning from content only when it is there.
      thinking: input['thinking'] === true,
      maxTokens: typeof input['maxTokens'] === 'number' ? input['maxTokens'] : DEFAULT_TOKENS,
      stepKey: `${context.run.tenant}/${context.run.runId}/${context.step}`,
    },
    context,
  );
  const model: JsonObject = {
    profile: answer.profileId,
    standIn: answer.standIn,
    promptTokens: answer.usage.promptTokens,
    completionTokens: answer.usage.completionTokens,
    cost: answer.cost,
    latencyMilliseconds: Math.round(answer.latencyMilliseconds),
    repaired: answer.repaired,
    path: answer.path,
    promptHash: answer.promptHash,
  };
  return { output: { answer: (answer.json ?? null) as Json, text: answer.text.slice(0, 8_000), lang: language, model } };
};
