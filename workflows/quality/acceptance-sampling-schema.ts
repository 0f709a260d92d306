// JSON Schemas (2020-12) of an acceptance sampling request and its plan.
import type { JsonSchema } from '../definition/json.ts';
import { aqlColumns, codeLetters, inspectionLevels, samplingStandards, severities } from './sampling-table.ts';
import { warningsSchema } from './warnings-schema.ts';

export const acceptanceSamplingRequestSchema: JsonSchema = {
  type: 'object',
  required: ['lotSize', 'aql'],
  additionalProperties: false,
  properties: {
    lotSize: { type: 'integer', minimum: 1 },
    aql: { enum: aqlColumns },
    level: { enum: inspectionLevels, default: 'II' },
    severity: { enum: severities, default: 'normal' },
    standard: { enum: samplingStandards, default: 'iso-2859-1' },
  },
};

export const acceptanceSamplingResultSchema: JsonSchema = {
  type: 'object',
  required: ['codeLetter', 'sampleSize', 'accept', 'reject', 'inspectAll', 'warnings'],
  additionalProperties: false,
  properties: {
    codeLetter: { enum: codeLetters },
    sampleSize: { type: 'integer', minimum: 1 },
    accept: { type: 'integer', minimum: 0 },
    reject: { type: 'integer', minimum: 1 },
    inspectAll: { type: 'boolean' },
    warnings: warningsSchema,
  },
};
