// The one role x route matrix, as data: API and pages are guarded by it, menus are drawn from it, a test walks the router against it.
// A route that is not in ROUTE_PERMISSIONS (or public-paths.ts) is refused to everyone.
import type { Actor } from './actor.ts';

export const ROLES = ['operator', 'inspector', 'quality-manager', 'planner', 'admin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

const EVERYONE: readonly Role[] = ROLES;
/** An auditor reads everything and changes nothing. */
const CHANGERS: readonly Role[] = ['operator', 'inspector', 'quality-manager', 'planner', 'admin'];
const QUALITY: readonly Role[] = ['inspector', 'quality-manager', 'planner', 'admin', 'auditor'];

/** Who may do what. What a definition's `start` or a task's `roles` narrow further is checked where the definition is known. */
export const PERMISSIONS = {
  'self.read': EVERYONE,
  'self.change': EVERYONE,
  'form.read': EVERYONE,
  'submission.create': CHANGERS,
  'run.read': EVERYONE,
  'run.cancel': ['quality-manager', 'planner', 'admin'],
  'run.rerun': ['quality-manager', 'planner', 'admin'],
  'event.create': ['planner', 'admin'],
  'task.read': EVERYONE,
  'task.decide': CHANGERS,
  'report.read': EVERYONE,
  'artifact.read': EVERYONE,
  'artifact.create': CHANGERS,
  'notice.read': EVERYONE,
  'notice.dismiss': CHANGERS,
  'definition.read': QUALITY,
  'definition.publish': ['planner', 'admin'],
  'schedule.read': QUALITY,
  'schedule.change': ['planner', 'admin'],
  'model-call.read': QUALITY,
  'audit.read': ['quality-manager', 'admin', 'auditor'],
  'member.read': ['admin', 'auditor'],
  'member.change': ['admin'],
  'api-key.read': ['admin', 'auditor'],
  'api-key.change': ['admin'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

/** METHOD and route pattern, as the router knows them. */
export const ROUTE_PERMISSIONS: Readonly<Record<string, Permission>> = {
  'GET /': 'self.read',
  'POST /sign-out': 'self.change',
  'GET /forms': 'form.read',
  'GET /forms/:namespace/:name': 'form.read',
  'POST /forms/:namespace/:name': 'submission.create',
  'GET /tasks': 'task.read',
  'GET /tasks/:id': 'task.read',
  'GET /tasks/:id/decision': 'task.read',
  'POST /tasks/:id/decision': 'task.decide',
  'GET /runs': 'run.read',
  'GET /runs/:id': 'run.read',
  'POST /runs/:id/cancel': 'run.cancel',
  'POST /runs/:id/rerun': 'run.rerun',
  'POST /schedules/:id/pause': 'schedule.change',
  'POST /schedules/:id/resume': 'schedule.change',
  'POST /schedules/:id/trigger': 'schedule.change',
  'GET /reports': 'report.read',
  'GET /reports/:id': 'report.read',
  'GET /artifacts/:id': 'artifact.read',
  'POST /notices/:id/dismiss': 'notice.dismiss',
  'GET /schedules': 'schedule.read',
  'GET /definitions': 'definition.read',
  'GET /definitions/:namespace/:name': 'definition.read',
  'GET /audit': 'audit.read',

  'GET /api/openapi.json': 'self.read',
  'GET /api/v1/me': 'self.read',
  'POST /api/auth/sign-out': 'self.change',
  'GET /api/v1/definitions': 'form.read',
  'POST /api/v1/definitions': 'definition.publish',
  'POST /api/v1/definitions/validate': 'definition.publish',
  'GET /api/v1/definitions/:namespace/:name': 'form.read',
  'GET /api/v1/definitions/:namespace/:name/versions': 'definition.read',
  'GET /api/v1/definitions/:namespace/:name/versions/:version': 'definition.read',
  'GET /api/v1/definitions/:namespace/:name/diff': 'definition.read',
  'POST /api/v1/definitions/:namespace/:name/versions/:version/deprecate': 'definition.publish',
  'POST /api/v1/definitions/:namespace/:name/submissions': 'submission.create',
  'GET /api/v1/runs': 'run.read',
  'GET /api/v1/runs/:id': 'run.read',
  'GET /api/v1/runs/:id/steps': 'run.read',
  'GET /api/v1/runs/:id/tasks': 'run.read',
  'GET /api/v1/runs/:id/model-calls': 'model-call.read',
  'GET /api/v1/runs/:id/events': 'run.read',
  'GET /api/v1/runs/:id/state': 'run.read',
  'POST /api/v1/runs/:id/cancel': 'run.cancel',
  'POST /api/v1/runs/:id/rerun': 'run.rerun',
  'POST /api/v1/events': 'event.create',
  'GET /api/v1/tasks': 'task.read',
  'GET /api/v1/tasks/:id': 'task.read',
  'POST /api/v1/tasks/:id/decision': 'task.decide',
  'GET /api/v1/reports': 'report.read',
  'GET /api/v1/reports/:id': 'report.read',
  'POST /api/v1/artifacts': 'artifact.create',
  'GET /api/v1/artifacts/:id': 'artifact.read',
  'GET /api/v1/artifacts/:id/content': 'artifact.read',
  'GET /api/v1/notices': 'notice.read',
  'POST /api/v1/notices/:id/dismiss': 'notice.dismiss',
  'GET /api/v1/schedules': 'schedule.read',
  'POST /api/v1/schedules/:id/pause': 'schedule.change',
  'POST /api/v1/schedules/:id/resume': 'schedule.change',
  'POST /api/v1/schedules/:id/trigger': 'schedule.change',
  'GET /api/v1/audit': 'audit.read',
  'GET /api/v1/audit/verify': 'audit.read',
  'GET /api/v1/audit/export': 'audit.read',
  'GET /api/v1/api-keys': 'api-key.read',
  'POST /api/v1/api-keys': 'api-key.change',
  'DELETE /api/v1/api-keys/:id': 'api-key.change',
  'GET /api/v1/members': 'member.read',
  'POST /api/v1/members/invitations': 'member.change',
  'PUT /api/v1/members/:id/roles': 'member.change',
  'POST /api/v1/members/:id/deactivate': 'member.change',
  'POST /api/v1/members/:id/reactivate': 'member.change',
};

/** Whether one of the actor's roles holds the permission. Unknown roles hold none. */
export function may(actor: Pick<Actor, 'roles'>, permission: Permission): boolean {
  const allowed: readonly string[] = PERMISSIONS[permission];
  return actor.roles.some((role) => allowed.includes(role));
}

export function isRole(value: string): value is Role {
  return (ROLES as readonly string[]).includes(value);
}
