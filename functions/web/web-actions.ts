// The acting half of WebDeps, bound to the services that the API uses too: one binding for every composition root.
import type { Services } from '../shared/services.ts';
import type { SignIn } from '../shared/sign-in.ts';
import { decisionView } from './view-rows.ts';
import type { WebDeps } from './web-deps.ts';

export function createWebActions({
  services,
  signIn,
}: {
  readonly services: Services;
  readonly signIn: SignIn;
}): Pick<
  WebDeps,
  'signIn' | 'signOut' | 'invitations' | 'submit' | 'decide' | 'cancelRun' | 'rerun' | 'scheduleControl' | 'artifacts' | 'validate'
> {
  const { schedules } = services;
  return {
    signIn: (request, credentials) => signIn.signInToPage(request, credentials),
    signOut: (request) => signIn.signOut(request.headers),
    invitations: signIn.invitations,
    submit: (actor, request) => services.submit({ tenant: actor.tenant, actor, source: 'form', ...request }),
    decide: async (actor, request) => {
      const { state, first } = await services.decide({ tenant: actor.tenant, actor, ...request });
      return { state, ...(first === undefined ? {} : { first: decisionView(first) }) };
    },
    cancelRun: (actor, runId, reason) => services.cancelRun({ tenant: actor.tenant, actor, runId, reason }),
    rerun: (actor, { runId, fromStep, key }) => services.rerun({ tenant: actor.tenant, actor, runId, fromStep, idempotencyKey: key }),
    scheduleControl: {
      pause: (actor, scheduleId, reason) => schedules.pause({ tenant: actor.tenant, actor, scheduleId, reason }),
      resume: (actor, scheduleId) => schedules.resume({ tenant: actor.tenant, actor, scheduleId }),
      trigger: (actor, scheduleId) => schedules.trigger({ tenant: actor.tenant, actor, scheduleId }),
    },
    artifacts: { open: (actor, id) => services.artifacts.open({ tenant: actor.tenant, artifactId: id }) },
    validate: services.validate,
  };
}
