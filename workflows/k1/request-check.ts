// What a request must hold before anything is sent: sizes, sense, and whether this data may go to this profile.
import { AppError } from '../definition/errors.ts';
import type { ModelRequest } from './model-call.ts';
import type { ModelProfile } from './profiles.ts';
import { estimateTokens } from './request-body.ts';

/** Throws AppError invalid, too-large or forbidden, each with the remedy. */
export function assertSendable(request: ModelRequest, profile: ModelProfile): void {
  const { maxTokens, messages, dataClass } = request;
  if (!Number.isSafeInteger(maxTokens) || maxTokens < 1)
    throw new AppError('invalid', `maxTokens is ${maxTokens}; give a whole number from 1.`);
  if (messages.length === 0) throw new AppError('invalid', 'The request has no messages.');
  if (dataClass !== undefined && !profile.dataClasses.includes(dataClass)) {
    throw new AppError(
      'forbidden',
      `Profile "${profile.id}" may not see ${dataClass} data; choose a profile that may, or leave that data out.`,
    );
  }
  if (maxTokens > profile.asyncTokens) {
    throw new AppError(
      'too-large',
      `${maxTokens} tokens of answer are more than the ${profile.asyncTokens} that profile "${profile.id}" may give.`,
    );
  }
  const promptTokens = estimateTokens(messages.map(({ content }) => content).join('\n'));
  // Estimates err by a third; only what cannot fit is refused here, the endpoint judges the rest.
  if (promptTokens * 0.67 + maxTokens > profile.contextTokens) {
    throw new AppError(
      'too-large',
      `About ${promptTokens} tokens of prompt and ${maxTokens} of answer exceed the ${profile.contextTokens} of profile "${profile.id}"; shorten the facts.`,
    );
  }
}

/** Whether `assertSendable` would let it pass. */
export function isSendable(request: ModelRequest, profile: ModelProfile): boolean {
  try {
    assertSendable(request, profile);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
