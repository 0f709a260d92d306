// JSON Schema of the warnings that every result carries.
export const warningsSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['code', 'message'],
    additionalProperties: false,
    properties: { code: { type: 'string' }, message: { type: 'string' } },
  },
} as const;
