// The id of a step's report, derived so that a repeated step means the same report.
import { createHash } from 'node:crypto';

/** A UUID (version 8: custom) from run and step. */
export function reportIdOf(runId: string, step: number): string {
  return derivedUuid(`report/${runId}/${step}`);
}

export function derivedUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
