// The identity of a document: hex SHA-256 of its RFC 8785 form. Pure, so that a run, a browser and a door compute the same.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { AppError } from './errors.ts';

/**
 * JSON Canonicalization Scheme (RFC 8785): keys in order of UTF-16 code units, ECMAScript numbers, no white space.
 * A key whose value is `undefined` is left out, as JSON.stringify does.
 * @throws AppError `invalid` for what JSON cannot hold: NaN, infinities, lone surrogates, functions, bigints.
 */
export function canonicalize(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return stringText(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalize(item === undefined ? null : item)).join(',')}]`;
  if (typeof value === 'object') return objectText(value as Readonly<Record<string, unknown>>);
  throw new AppError('invalid', `A ${typeof value} has no canonical JSON form.`);
}

/** Hex SHA-256 (64 lower-case digits) of the canonical form of a document or of any JSON value. */
export function hashDocument(document: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalize(document))));
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new AppError('invalid', `${value} has no canonical JSON form.`);
  return JSON.stringify(value);
}

function stringText(value: string): string {
  if (/\p{Surrogate}/u.test(value)) throw new AppError('invalid', 'A string with half a surrogate pair has no canonical JSON form.');
  return JSON.stringify(value);
}

function objectText(value: Readonly<Record<string, unknown>>): string {
  // Array.prototype.sort without a comparator orders by UTF-16 code units, which is what RFC 8785 asks for.
  const keys = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort();
  return `{${keys.map((key) => `${stringText(key)}:${canonicalize(value[key])}`).join(',')}}`;
}
