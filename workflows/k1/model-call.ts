// The words of a model call: what is asked, what comes back, and what is recorded of it. Types only; behaviour is in client.ts.
import type { Json, JsonObject, JsonSchema } from '../definition/json.ts';
import type { DataClass, ModelProfile, ModelUsage } from './profiles.ts';
import type { ModelErrorKind } from './model-error.ts';

export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
  readonly toolCallId?: string;
  /** On an assistant's message: the calls it made, so that the tools' answers can follow. */
  readonly toolCalls?: readonly { readonly id: string; readonly name: string; readonly argumentsText: string }[];
}

export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
}

export interface ModelRequest {
  /** Id of a profile, or the profile itself. */
  readonly profile: string | ModelProfile;
  /** Asked when the first cannot answer: unavailable, asleep, circuit open. */
  readonly fallbackProfile?: string | ModelProfile;
  readonly messages: readonly ModelMessage[];
  /** The answer must be JSON that holds this schema. */
  readonly schema?: JsonSchema;
  readonly tools?: readonly ToolDefinition[];
  readonly thinking: boolean;
  readonly maxTokens: number;
  readonly temperature?: number;
  readonly topP?: number;
  /** Names the step (tenant, run, step, turn): location of an asynchronous result, inference id. */
  readonly stepKey: string;
  /** The most sensitive data in the messages; a profile that may not see it refuses. */
  readonly dataClass?: DataClass;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
  /** Parsed arguments; absent where they are no JSON object. */
  readonly arguments?: JsonObject;
  /** Why the call must not be carried out as it stands. */
  readonly problem?: string;
  readonly source: 'tool_calls' | 'hermes-text';
}

export type CallPath = 'invoke' | 'stream' | 'async' | 'openai';

/** One HTTP attempt, as it is told before it is sent. */
export interface CallIntent {
  readonly stepKey: string;
  readonly promptHash: string;
  readonly profileId: string;
  readonly servedModel: string;
  readonly path: CallPath;
  /** 1, 2, 3 ... within one `complete`, over retries, repair and fallback. */
  readonly attempt: number;
  readonly purpose: 'answer' | 'repair';
  readonly thinking: boolean;
  readonly maxTokens: number;
  /** The id under which the endpoint's own log names this attempt. */
  readonly inferenceId: string;
  readonly startedAt: string;
}

/** What became of an attempt. Without an outcome the row reads "outcome unknown". */
export interface CallOutcome {
  readonly ok: boolean;
  readonly error?: ModelErrorKind;
  readonly errorText?: string;
  readonly usage: ModelUsage;
  readonly cost: number;
  readonly latencyMilliseconds: number;
  readonly firstTokenMilliseconds?: number;
  readonly standIn: boolean;
  readonly finishReason?: string;
  /** What came, whole or in part: for the record and for a person; checked by nobody yet. */
  readonly raw?: { readonly text: string; readonly reasoning?: string; readonly toolCalls: readonly ToolCall[] };
}

export interface CallRecorder {
  /** Awaited before the attempt is sent; the id comes back with the outcome. */
  intent(call: CallIntent): Promise<string>;
  outcome(id: string, outcome: CallOutcome): Promise<void>;
  /** The checked answer, once, before it is returned: what a repeat of the same step and prompt hash is served from. `id` is the attempt it came by. */
  answered?(id: string | undefined, answer: ModelAnswer): Promise<void>;
}

export type CallAttempt = CallIntent & Omit<CallOutcome, 'raw'> & { readonly id?: string };

export interface BudgetEstimate {
  readonly promptTokens: number;
  readonly maxTokens: number;
  /** US dollars if the whole of maxTokens is used. */
  readonly costAtMost: number;
  readonly profileId: string;
}

/** Cuts before the call: throws AppError budget-exceeded. */
export interface ModelBudget {
  reserve(estimate: BudgetEstimate): Promise<BudgetReservation>;
}

export interface BudgetReservation {
  /** What was really used; zero tokens when the attempt cost nothing. */
  settle(usage: ModelUsage, cost: number): Promise<void>;
}

export interface CallProgress {
  readonly path: CallPath;
  readonly attempt: number;
  readonly phase: 'waiting-for-slot' | 'sent' | 'receiving' | 'retrying' | 'repairing' | 'running-asynchronously';
  readonly characters: number;
  readonly elapsedMilliseconds: number;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CallProgress) => void;
  /** Called often while waiting or receiving; an activity's heartbeat. */
  readonly heartbeat?: (progress: CallProgress) => void;
  readonly recorder?: CallRecorder;
  readonly budget?: ModelBudget;
}

export interface ModelAnswer {
  readonly text: string;
  /** The model's thinking. Not a faithful record of how it decided: label it, never use it as evidence. */
  readonly reasoning?: string;
  readonly toolCalls: readonly ToolCall[];
  /** The checked value, when a schema was given. */
  readonly json?: Json;
  /** Sum over all attempts of this answer. */
  readonly usage: ModelUsage;
  /** US dollars, over all attempts. */
  readonly cost: number;
  readonly latencyMilliseconds: number;
  readonly firstTokenMilliseconds?: number;
  readonly path: CallPath;
  readonly profileId: string;
  readonly finishReason: string;
  /** True when the protocol twin answered: no real judgement. */
  readonly standIn: boolean;
  /** True when the answer is the second one, asked for after the first broke the schema. */
  readonly repaired: boolean;
  /** Hex SHA-256 of what was asked (not of the profile): the key under which an answer is remembered. */
  readonly promptHash: string;
  readonly attempts: readonly CallAttempt[];
}
