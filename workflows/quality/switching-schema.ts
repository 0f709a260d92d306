// JSON Schemas (2020-12) of a switching request and its result.
import type { JsonSchema } from '../definition/json.ts';
import { samplingStandards, severities } from './sampling-table.ts';
import { warningsSchema } from './warnings-schema.ts';

const count = { type: 'integer', minimum: 0 } as const;
const severity = { enum: [...severities, 'discontinued'] } as const;

export const switchingStateSchema: JsonSchema = {
  type: 'object',
  required: ['standard', 'severity', 'recent', 'score', 'notAcceptedOnTightened'],
  additionalProperties: false,
  properties: {
    standard: { enum: samplingStandards },
    severity,
    recent: {
      type: 'array',
      items: {
        type: 'object',
        required: ['accepted', 'defectives'],
        additionalProperties: false,
        properties: { accepted: { type: 'boolean' }, defectives: count },
      },
    },
    score: count,
    notAcceptedOnTightened: count,
  },
};

export const switchingRequestSchema: JsonSchema = {
  type: 'object',
  required: ['events'],
  additionalProperties: false,
  properties: {
    standard: { enum: samplingStandards },
    state: switchingStateSchema,
    events: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type'],
        additionalProperties: false,
        properties: {
          type: { enum: ['lot', 'irregular-production', 'resume'] },
          defectives: count,
          accept: count,
          reject: count,
          resubmitted: { type: 'boolean' },
          tighterAccept: count,
          limitNumber: count,
          reducedAllowed: { type: 'boolean' },
        },
      },
    },
  },
};

export const switchingResultSchema: JsonSchema = {
  type: 'object',
  required: ['state', 'steps', 'warnings'],
  additionalProperties: false,
  properties: {
    state: switchingStateSchema,
    steps: {
      type: 'array',
      items: {
        type: 'object',
        required: ['accepted', 'change'],
        additionalProperties: false,
        properties: {
          accepted: { type: ['boolean', 'null'] },
          change: {
            type: ['object', 'null'],
            required: ['from', 'to', 'reason'],
            additionalProperties: false,
            properties: { from: severity, to: severity, reason: { type: 'string' } },
          },
        },
      },
    },
    warnings: warningsSchema,
  },
};
