// Where a model fits and how fast it answers there: arithmetic over published sizes, for the capacity guard of the cloud code.
// Pure numbers; no SDK, no clock. Sources: the model's published configuration, the K2 serving recipe's measured step times.

export type WeightFormat = 'bf16' | 'fp8' | 'nvfp4';
export type KvDtype = 'bf16' | 'fp8';

const GIB = 2 ** 30;
/** Bytes of one parameter; NVFP4 is 4 bits and one FP8 scale for 16 values. */
const BYTES_PER_PARAMETER: Record<WeightFormat, number> = { bf16: 2, fp8: 1, nvfp4: 0.5625 };
/** Replicated parts (low-rank projections, routers, norms) are not quantised to four bits: they stay BF16 there. */
const BYTES_PER_REPLICATED: Record<WeightFormat, number> = { bf16: 2, fp8: 1, nvfp4: 2 };
/** CUDA graphs, activations, communication buffers of one GPU. */
const RUNTIME_GIB = 6;
export const DEFAULT_MEMORY_UTILIZATION = 0.92;

/** Size of a model, in parameters; everything else follows from it. */
export interface ModelShape {
  readonly parameters: number;
  /** Held whole by every tensor-parallel rank. */
  readonly replicatedParameters: number;
  /** Read for each decoded token whatever the batch: all but routed experts and the embedding row. */
  readonly fixedReadParameters: number;
  readonly moe?: { readonly layers: number; readonly experts: number; readonly activeExperts: number; readonly expertParameters: number };
  readonly kvBytesPerToken: Readonly<Record<KvDtype, number>>;
  /** Latent attention (MLA) keeps its whole latent on every rank; grouped heads are split over the ranks. */
  readonly kvReplicated: boolean;
}

/** A.X K1: 61 layers, MLA latent 512+64, 192 experts of which 8 are active; adds up to 518.98 billion. */
export const K1_SHAPE: ModelShape = {
  parameters: 518.98e9,
  replicatedParameters: 1.0e9,
  fixedReadParameters: 10.47e9,
  moe: { layers: 60, experts: 192, activeExperts: 8, expertParameters: 44.04e6 },
  kvBytesPerToken: { bf16: (512 + 64) * 61 * 2, fp8: (512 + 64) * 61 },
  kvReplicated: true,
};

/** A.X K2 as 256 experts of K1's size; its recipe stores 656 bytes per token and layer. */
export const K2_SHAPE: ModelShape = {
  ...K1_SHAPE,
  parameters: 688e9,
  moe: { layers: 60, experts: 256, activeExperts: 8, expertParameters: 44.04e6 },
  kvBytesPerToken: { bf16: (512 + 64) * 61 * 2, fp8: 656 * 61 },
};

/** A dense student of 32 billion with 64 layers and 8 KV heads of 128: the common shape below 70 billion. */
export const STUDENT_SHAPE: ModelShape = {
  parameters: 32e9,
  replicatedParameters: 0,
  fixedReadParameters: 31.2e9,
  kvBytesPerToken: { bf16: 2 * 8 * 128 * 64 * 2, fp8: 2 * 8 * 128 * 64 },
  kvReplicated: false,
};

export interface InstanceShape {
  readonly gpus: number;
  readonly gpuName: string;
  /** Usable GiB of one accelerator. */
  readonly memoryGib: number;
  /** Bytes per second of one accelerator. */
  readonly bandwidth: number;
  /** Why no engine serves the model there, whatever its memory. */
  readonly unsupported?: string;
}

const NO_NEURON = 'no engine for this model on AWS Neuron is known';

export const INSTANCES: Readonly<Record<string, InstanceShape>> = {
  'ml.p4de.24xlarge': { gpus: 8, gpuName: 'A100', memoryGib: 79.2, bandwidth: 2.0e12 },
  'ml.p5.4xlarge': { gpus: 1, gpuName: 'H100', memoryGib: 79.6, bandwidth: 3.35e12 },
  'ml.p5.48xlarge': { gpus: 8, gpuName: 'H100', memoryGib: 79.6, bandwidth: 3.35e12 },
  'ml.p5e.48xlarge': { gpus: 8, gpuName: 'H200', memoryGib: 140, bandwidth: 4.8e12 },
  'ml.p5en.48xlarge': { gpus: 8, gpuName: 'H200', memoryGib: 140, bandwidth: 4.8e12 },
  'ml.p6-b200.48xlarge': { gpus: 8, gpuName: 'B200', memoryGib: 180, bandwidth: 8.0e12 },
  'ml.p6-b300.48xlarge': { gpus: 8, gpuName: 'B300', memoryGib: 269, bandwidth: 8.0e12 },
  'ml.p6e-gb200.36xlarge': { gpus: 4, gpuName: 'GB200', memoryGib: 185, bandwidth: 8.0e12 },
  'ml.g7e.48xlarge': { gpus: 8, gpuName: 'RTX PRO 6000', memoryGib: 95, bandwidth: 1.6e12 },
  'ml.g6e.12xlarge': { gpus: 4, gpuName: 'L40S', memoryGib: 44.7, bandwidth: 0.86e12 },
  'ml.g6e.48xlarge': { gpus: 8, gpuName: 'L40S', memoryGib: 44.7, bandwidth: 0.86e12 },
  'ml.trn2.48xlarge': { gpus: 16, gpuName: 'Trainium2', memoryGib: 96, bandwidth: 2.9e12, unsupported: NO_NEURON },
  'ml.inf2.48xlarge': { gpus: 12, gpuName: 'Inferentia2', memoryGib: 32, bandwidth: 0.82e12, unsupported: NO_NEURON },
};

/** How a profile is meant to be hosted: what the capacity guard checks. */
export interface HostingPlan {
  readonly shape: ModelShape;
  readonly weightFormat: WeightFormat;
  readonly instanceType: string;
  readonly tensorParallel: number;
  readonly kvDtype: KvDtype;
}

export interface FitOptions {
  readonly tensorParallel: number;
  readonly kvDtype: KvDtype;
  /** 0 to 1; the share of memory that the engine may take. */
  readonly memoryUtilization?: number;
  /** The longest sequence that must fit; less than this is refused. */
  readonly contextTokens: number;
  readonly weightFormat: WeightFormat;
}

export interface Fit {
  readonly fits: boolean;
  readonly weightsGibPerGpu: number;
  /** GiB of one GPU left for the KV cache; may be negative. */
  readonly roomGibPerGpu: number;
  /** Tokens of KV cache of one copy. */
  readonly kvTokens: number;
  /** Copies that stand side by side on the instance. */
  readonly copies: number;
  /** One sentence, when it does not fit. */
  readonly refusal?: string;
}

/** Bytes of weights on one of `tensorParallel` GPUs. */
export function weightBytesPerGpu(shape: ModelShape, format: WeightFormat, tensorParallel: number): number {
  const split = (shape.parameters - shape.replicatedParameters) / tensorParallel;
  return split * BYTES_PER_PARAMETER[format] + shape.replicatedParameters * BYTES_PER_REPLICATED[format];
}

/** Whether a model of this shape is servable: room per GPU = utilization x memory - weights - 6 GiB; tokens = room / KV bytes of a token. */
export function fitShape(shape: ModelShape, instanceType: string, options: FitOptions): Fit {
  const instance = INSTANCES[instanceType];
  const { tensorParallel, kvDtype, contextTokens } = options;
  if (instance === undefined) {
    return refused(`Instance type ${instanceType} is not known; known are ${Object.keys(INSTANCES).join(', ')}.`);
  }
  if (instance.unsupported !== undefined) return refused(`${instanceType} cannot serve it: ${instance.unsupported}.`);
  if (!Number.isInteger(tensorParallel) || tensorParallel < 1 || tensorParallel > instance.gpus) {
    return refused(
      `Tensor parallel ${tensorParallel} does not fit the ${instance.gpus} accelerators of ${instanceType}; a copy cannot span instances.`,
    );
  }
  const weightsGibPerGpu = weightBytesPerGpu(shape, options.weightFormat, tensorParallel) / GIB;
  const usable = (options.memoryUtilization ?? DEFAULT_MEMORY_UTILIZATION) * instance.memoryGib;
  const roomGibPerGpu = usable - weightsGibPerGpu - RUNTIME_GIB;
  const kvBytes = shape.kvBytesPerToken[kvDtype] / (shape.kvReplicated ? 1 : tensorParallel);
  const kvTokens = Math.max(0, Math.floor((roomGibPerGpu * GIB) / kvBytes));
  const copies = Math.floor(instance.gpus / tensorParallel);
  const fits = kvTokens >= contextTokens;
  const figures = { weightsGibPerGpu, roomGibPerGpu, kvTokens, copies };
  if (fits) return { fits, ...figures };
  const refusal =
    roomGibPerGpu <= 0
      ? `${gib(weightsGibPerGpu)} of ${options.weightFormat} weights and ${RUNTIME_GIB} GiB of working memory per GPU do not fit into ${gib(usable)} of ${instance.gpuName} on ${instanceType}.`
      : `Only ${kvTokens} tokens of ${kvDtype} KV cache remain on ${instanceType}, fewer than one sequence of ${contextTokens}; not serviceable.`;
  return { fits, ...figures, refusal: `${refusal} Take fewer bytes per weight, more GPUs per copy, or a larger instance.` };
}

function refused(refusal: string): Fit {
  return { fits: false, weightsGibPerGpu: 0, roomGibPerGpu: 0, kvTokens: 0, copies: 0, refusal };
}

function gib(value: number): string {
  return `${value.toFixed(1)} GiB`;
}

/** Distinct experts of a layer that a batch of B tokens reads: 192 (1 - (1 - 8/192)^B) for K1. */
export function expertsTouched(moe: NonNullable<ModelShape['moe']>, batch: number): number {
  return moe.experts * (1 - (1 - moe.activeExperts / moe.experts) ** batch);
}

export interface SpeedOptions {
  readonly weightFormat: WeightFormat;
  readonly tensorParallel: number;
  /** Sequences decoded at once, 1 or more. */
  readonly batch: number;
}

/** Milliseconds of one decoding step of a batch: 13.4 ms + 1.58 x weight bytes read / bandwidth (fit to measured K2 serving). */
export function stepMilliseconds(shape: ModelShape, instance: InstanceShape, options: SpeedOptions): number {
  const { moe } = shape;
  const routed = moe === undefined ? 0 : moe.layers * expertsTouched(moe, options.batch) * moe.expertParameters;
  const bytes = (shape.fixedReadParameters + routed) * BYTES_PER_PARAMETER[options.weightFormat];
  return 13.4 + 1.58 * (bytes / (instance.bandwidth * options.tensorParallel)) * 1000;
}
