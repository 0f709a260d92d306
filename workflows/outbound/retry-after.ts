// The Retry-After header (RFC 9110, 10.2.3) as milliseconds. Pure.

/** Longer than this is no pause but an outage: the workflow's own retry policy decides then. */
const LONGEST_MILLISECONDS = 3_600_000;

/** @returns milliseconds from `now`, or undefined when there is no usable value. */
export function retryAfterMilliseconds(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : /^[A-Z][a-z]{2},/.test(text) ? Date.parse(text) - now : Number.NaN;
  if (!Number.isFinite(wait) || wait > LONGEST_MILLISECONDS) return undefined;
  return Math.max(0, wait);
}
