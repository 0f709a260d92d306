// `with` of the two tasks that ask a person: who, until when, what beside it.
import type { JsonSchema } from '../../definition/json.ts';

const ROLE = { enum: ['operator', 'inspector', 'quality-manager', 'planner', 'admin'] };

export const PERSON_INPUT: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  anyOf: [{ required: ['role'] }, { required: ['roles'] }, { required: ['people'] }],
  properties: {
    role: ROLE,
    roles: { type: 'array', items: ROLE, minItems: 1 },
    people: { type: 'array', items: { type: 'string' }, minItems: 1 },
    quorum: { type: 'integer', minimum: 1, maximum: 20 },
    deadline: { type: ['string', 'object'] },
    onTimeout: { enum: ['escalate', 'reject'] },
    escalateTo: { type: 'array', items: ROLE, minItems: 1 },
    requesterMayDecide: { type: 'boolean' },
    title: { type: 'string', maxLength: 200 },
    question: { type: 'string', maxLength: 2000 },
    evidence: {},
    form: { type: ['object', 'boolean'] },
  },
};
