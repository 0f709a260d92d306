// The roles of a factory, as documents name them. Who may do what with them is decided elsewhere.
import { type Checking, report } from './checking.ts';
import { suggestion } from './closest.ts';
import type { Json } from './json.ts';
import { pointer } from './pointer.ts';

export const ROLES = ['operator', 'inspector', 'quality-manager', 'planner', 'admin', 'auditor'] as const;
/** An auditor reads everything and starts nothing. */
export const START_ROLES = ROLES.filter((role) => role !== 'auditor');

/** Holds literal role names to the list; expressions are not known yet. */
export function checkRoles(checking: Checking, value: Json | undefined, path: string): void {
  if (Array.isArray(value)) value.forEach((one: Json, index: number) => checkRoles(checking, one, pointer(path, index)));
  if (typeof value !== 'string' || value.includes('${') || ROLES.some((role) => role === value)) return;
  const guess = suggestion(value, ROLES);
  report(checking, path, 'unknown-role', `"${value}" is not a role.${guess.en}`, `없는 역할입니다: "${value}".${guess.ko}`);
}
