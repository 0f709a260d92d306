// What a task can see by name: loop variables, caught errors, its own descriptor. Scopes are never mutated; inner ones are copies.
import type { Json, JsonObject } from '../definition/json.ts';

export interface Scope {
  /** $names bound by for, foreach and catch. */
  readonly variables: JsonObject;
  /** $task of the task being executed. */
  readonly task?: JsonObject;
  /** Inside the lists of an extension: $task of the task that is extended. */
  readonly extended?: JsonObject;
  /** `export` is refused inside a concurrent `for`, where every iteration starts from the same context. */
  readonly mayExport: boolean;
}

export const ROOT_SCOPE: Scope = { variables: {}, mayExport: true };

export function withVariables(scope: Scope, variables: JsonObject): Scope {
  return { ...scope, variables: { ...scope.variables, ...variables } };
}

export function withTask(scope: Scope, task: { name: string; reference: string; definition: Json; input: Json; startedAt: Json }): Scope {
  return { ...scope, task: scope.extended ?? task };
}
