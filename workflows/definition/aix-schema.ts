// The published schema of what AIX adds to the specification: `document.metadata.aix` and a task's `metadata.aix`.
// Misspelt keys are refused by it, so that a limit that was meant is never silently missing.
import type { JsonObject } from './json.ts';
import { START_ROLES } from './roles.ts';

const localText: JsonObject = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: { ko: { type: 'string', minLength: 1 }, en: { type: 'string', minLength: 1 } },
};
const isoDuration: JsonObject = { type: 'string', format: 'duration' };

const fieldUi: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    label: localText,
    help: localText,
    options: { type: 'object', additionalProperties: localText },
    order: { type: 'number' },
    group: { type: ['string', 'object'], minLength: 1, properties: { ko: { type: 'string' }, en: { type: 'string' } } },
    unit: { type: 'string', minLength: 1 },
    nominal: { type: 'number' },
    lsl: { type: 'number' },
    usl: { type: 'number' },
    resolution: { type: 'number', exclusiveMinimum: 0 },
    characteristic: { type: 'string', minLength: 1 },
    scan: { type: 'boolean' },
    capture: { enum: ['photo', 'signature'] },
  },
};

const schedule: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    timezone: { type: 'string', minLength: 1 },
    overlap: { enum: ['skip', 'bufferOne', 'bufferAll', 'cancelOther', 'terminateOther', 'allowAll'] },
    catchup: isoDuration,
    jitter: isoDuration,
    pauseOnFailure: { type: 'boolean' },
    calendar: { type: 'string', minLength: 1 },
  },
};

/** Schema of `document.metadata.aix`. */
export const AIX_DOCUMENT_SCHEMA: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'document.metadata.aix',
  type: 'object',
  additionalProperties: false,
  properties: {
    title: localText,
    summary: localText,
    start: { type: 'array', minItems: 1, uniqueItems: true, items: { enum: START_ROLES } },
    budget: {
      type: 'object',
      additionalProperties: false,
      properties: {
        modelTokens: { type: 'integer', minimum: 0 },
        wallTime: isoDuration,
        steps: { type: 'integer', minimum: 1, maximum: 1_000_000 },
      },
    },
    ui: { type: 'object', additionalProperties: fieldUi },
    schedule,
  },
};

/** Schema of a task's `metadata.aix`. The tasks of `compensate` are checked as tasks, not here. */
export const AIX_TASK_SCHEMA: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'metadata.aix of a task',
  type: 'object',
  additionalProperties: false,
  properties: { title: localText, concurrency: { type: 'integer', minimum: 1, maximum: 100 }, compensate: { type: 'array', minItems: 1 } },
};
