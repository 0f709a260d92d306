// How a call names a task of the default catalog: `control-chart`, `control-chart:1`, `control-chart:1@default`.

/** @returns the bare name, and the major version where one is named. */
export function callName(call: string): { name: string; version?: number; catalog?: string } {
  const match = /^([^:@]+)(?::(\d+)(?:\.\d+)*)?(?:@(.+))?$/.exec(call);
  if (!match?.[1]) return { name: call };
  return { name: match[1], ...(match[2] ? { version: Number(match[2]) } : {}), ...(match[3] ? { catalog: match[3] } : {}) };
}
