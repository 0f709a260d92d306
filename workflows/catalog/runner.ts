// What a task's code gets and gives: HOW a task runs, apart from WHAT it is. Runners return effects as data; the run store
// writes them in one transaction with the result and the transitions, so a fact and its step can never disagree.
import type { Json, JsonObject } from '../definition/json.ts';
import type { RunRef } from '../definition/transition.ts';
import type { ModelAnswer, ModelRequest } from '../k1/model-call.ts';
import type { CompareJob } from '../quality/image-compare/compare-files.ts';
import type { ImageCompareResult } from '../quality/image-compare/compare-images.ts';

/** A row that belongs to the step that made it. Keys are derived from (run, step), so a repeated step writes nothing twice. */
export type Effect =
  | { readonly kind: 'report'; readonly report: ReportFact }
  | { readonly kind: 'notice'; readonly notice: NoticeFact }
  | { readonly kind: 'production-count'; readonly counts: readonly ProductionCountFact[] }
  | { readonly kind: 'lot-state'; readonly lot: LotStateFact };

export interface ReportFact {
  readonly template: string;
  readonly title: string;
  readonly lang: 'ko' | 'en';
  readonly checksum: string;
  readonly dataCut: string;
  readonly generator: string;
  readonly timezone: string;
  readonly window: { readonly from: string; readonly to: string };
  readonly facts: Json;
  readonly files: readonly ArtifactFact[];
}

export interface ArtifactFact {
  readonly name: string;
  readonly format: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  /** Key in the artifact store. */
  readonly storageKey: string;
}

export interface NoticeFact {
  readonly title: string;
  readonly body: string;
  readonly roles: readonly string[];
  readonly link?: string;
  readonly severity: 'info' | 'warning' | 'alarm';
}

export interface LotStateFact {
  readonly number: string;
  readonly state: 'accepted' | 'rejected' | 'on-hold';
  readonly reason: string;
}

export interface ProductionCountFact {
  readonly line: string;
  readonly product: string;
  readonly shiftDate: string;
  readonly shift: string;
  readonly planned: number;
  readonly produced: number;
  readonly good: number;
  readonly scrap: number;
  readonly rework: number;
  readonly plannedMinutes: number;
  readonly downMinutes: number;
  readonly idealSecondsPerUnit: number;
  readonly downReasons: readonly { readonly reason: string; readonly minutes: number }[];
  readonly defects: readonly { readonly code: string; readonly count: number }[];
}

export interface RunnerResult {
  readonly output: Json;
  readonly effects?: readonly Effect[];
}

/** Who calls, and how to say that one is still alive. */
export interface RunnerContext {
  readonly run: RunRef;
  readonly step: number;
  readonly path: string;
  readonly requestedBy?: string;
  /** Tokens that all model calls of the run may use together. */
  readonly modelTokens?: number;
  readonly attempt: number;
  readonly signal: AbortSignal;
  heartbeat(): void;
}

/** What the platform gives to runners. In `aix run` most of it is absent, and a task that needs it faults with `needs-platform`. */
export interface RunnerDeps {
  now(): Date;
  readonly model?: { complete(request: ModelRequest, context: RunnerContext): Promise<ModelAnswer> };
  readonly artifacts?: ArtifactPort;
  readonly images?: ImagePort;
  readonly facts?: FactReader;
  readonly mail?: {
    send(
      message: { readonly to: readonly string[]; readonly subject: string; readonly text: string },
      context: RunnerContext,
    ): Promise<void>;
  };
  readonly baseUrl?: string;
}

export interface ArtifactPort {
  put(tenant: string, name: string, mediaType: string, bytes: Uint8Array): Promise<{ storageKey: string; sha256: string; size: number }>;
  /** `reference` is the id of an artifact or a key in the store. @throws AppError not-found, also for another tenant's. */
  get(tenant: string, reference: string): Promise<Uint8Array>;
}

export interface ImagePort {
  compare(job: CompareJob): Promise<ImageCompareResult>;
  close(): Promise<void>;
}

/** The few queries that tasks may ask; implemented on db/repositories, always within the run's own tenant. */
export interface FactReader {
  productionCounts(tenant: string, query: { line?: string; from: string; to: string }): Promise<readonly ProductionCountFact[]>;
  inspections(tenant: string, query: { line?: string; from: string; to: string }): Promise<Json>;
  peopleInRoles(tenant: string, roles: readonly string[]): Promise<readonly { name: string; email: string }[]>;
  tenantName(tenant: string): Promise<string>;
  /** When the run was asked for (ISO 8601): the data cut of its reports. */
  startOf(run: RunRef): Promise<string>;
}

export type Runner = (input: JsonObject, deps: RunnerDeps, context: RunnerContext) => Promise<RunnerResult>;
