// Holds values to a JSON Schema at the doors: compiled once by ajv, fast on every request that is right. What is wrong is put into words
// by the validator of the runs, so that both give the same codes and sentences; test/definition holds the two to the same verdicts.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Issue } from '../../workflows/definition/issue.ts';
import type { JsonSchema } from '../../workflows/definition/json.ts';
import { compilePattern } from '../../workflows/definition/regex.ts';
import { FORMATS } from '../../workflows/definition/schema-formats.ts';
import { validateInstance } from '../../workflows/definition/schema-instance.ts';

export type SchemaValidator = (value: unknown) => Issue[];

/**
 * Compiles a schema.
 * @returns a function that gives every fault of a value (paths are pointers into it), none when it fits.
 * @throws AppError `invalid` when the schema itself is none (validateDocument refuses such documents earlier, with place and remedy).
 */
export function createSchemaValidator(schema: JsonSchema): SchemaValidator {
  const fits = compile(schema);
  // ajv takes every item as spoken of where a `contains` holds at all, so `unevaluatedItems` beside it refuses nothing (measured, 8.20).
  if (JSON.stringify(schema).includes('"unevaluatedItems"')) return (value) => validateInstance(schema, value);
  return (value) => {
    if (fits(value)) return [];
    const issues = validateInstance(schema, value);
    if (issues.length > 0) return issues;
    // The two disagree, which the tests say never happens; the stricter one is believed.
    return [
      {
        path: fits.errors?.[0]?.instancePath ?? '',
        code: 'invalid-value',
        message: 'This value does not fit.',
        messageKo: '스키마에 맞지 않는 값입니다.',
      },
    ];
  };
}

function compile(schema: JsonSchema): ValidateFunction {
  // Without the meta-schema, which costs twenty times the schema itself: documents are checked for being schemas when they are published.
  const ajv = new Ajv2020({
    strict: false,
    meta: false,
    validateSchema: false,
    logger: false,
    allErrors: false,
    validateFormats: true,
    multipleOfPrecision: 7,
    ownProperties: true,
    code: { regExp: linearRegExp },
  });
  for (const [name, validate] of Object.entries(FORMATS)) ajv.addFormat(name, { type: 'string', validate });
  try {
    return ajv.compile(schema);
  } catch (error) {
    throw new AppError('invalid', `The schema cannot be used: ${error instanceof Error ? error.message : 'unknown reason'}.`, {
      cause: error,
    });
  }
}

/** ajv asks this for every `pattern`: re2js, as in the runs, since V8's RegExp cannot be interrupted. */
const linearRegExp = Object.assign(
  (pattern: string) => {
    const compiled = compilePattern(pattern);
    if (typeof compiled === 'string') throw new AppError('invalid', `The pattern ${pattern} cannot be used: ${compiled}.`);
    // ajv keeps patterns by their text form: two that print alike would be one, and the wrong one.
    return { test: (text: string) => compiled.test(text), toString: () => pattern };
  },
  { code: 'linearRegExp' },
);
