// How a model profile becomes a container: the capacity guard and the server's settings. Pure; facts from workflows/k1.
import { fitOnInstance, type ModelProfile, profileById } from '../../workflows/k1/profiles.ts';
import type { StageConfig } from '../config.ts';

export interface HostedModel {
  readonly profile: ModelProfile;
  readonly instanceType: string;
  readonly accelerators: number;
  /** In the weights bucket; ends with "/" because the endpoint reads everything below. */
  readonly weightsPrefix: string;
  /** Tokens that the key-value cache of a copy holds. */
  readonly kvTokens: number;
}

/** Throws one sentence with instance, memory and tokens when the model cannot be served there. */
export function hostedModel(model: StageConfig['model']): HostedModel {
  const profile = profileById(model.profile);
  const plan = profile.hosting;
  const instanceType = model.instanceType ?? plan?.instanceType;
  if (plan === undefined || instanceType === undefined)
    throw new Error(`model.profile: ${profile.id} is not hosted by the platform; give the URL of its server instead.`);
  const fit = fitOnInstance(profile, instanceType);
  if (!fit.fits) throw new Error(`model.instanceType: ${fit.refusal ?? 'The model does not fit.'}`);
  return {
    profile,
    instanceType,
    accelerators: plan.tensorParallel,
    weightsPrefix: `models/${profile.id}-${plan.weightFormat}/`,
    kvTokens: fit.kvTokens,
  };
}

const MAX_VALUE_BYTES = 1024;

/** Settings of the vLLM server. They go on the model, not on the component: a component's container takes 16 entries at most. */
export function containerEnvironment({ profile, accelerators }: HostedModel): Record<string, string> {
  const plan = profile.hosting;
  const environment: Record<string, string> = {
    SM_VLLM_SERVED_MODEL_NAME: profile.servedModel,
    SM_VLLM_TENSOR_PARALLEL_SIZE: String(accelerators),
    SM_VLLM_MAX_MODEL_LEN: String(profile.contextTokens),
    SM_VLLM_KV_CACHE_DTYPE: plan?.kvDtype === 'fp8' ? 'fp8' : 'auto',
    SM_VLLM_GPU_MEMORY_UTILIZATION: '0.92',
    SM_VLLM_MAX_NUM_SEQS: String(profile.concurrency * 2),
    SM_VLLM_TRUST_REMOTE_CODE: 'true',
    SAGEMAKER_ENABLE_LOAD_AWARE: '1',
    ...(plan?.shape.moe === undefined ? {} : { SM_VLLM_ENABLE_EXPERT_PARALLEL: 'true' }),
    ...(profile.toolParser === 'none' ? {} : { SM_VLLM_ENABLE_AUTO_TOOL_CHOICE: 'true', SM_VLLM_TOOL_CALL_PARSER: profile.toolParser }),
    ...(profile.thinking === 'off'
      ? {}
      : {
          SM_VLLM_REASONING_PARSER: 'deepseek_v3',
          SM_VLLM_DEFAULT_CHAT_TEMPLATE_KWARGS: JSON.stringify({ enable_thinking: profile.thinking === 'on' }),
        }),
  };
  for (const [name, value] of Object.entries(environment)) {
    if (Buffer.byteLength(value) > MAX_VALUE_BYTES)
      throw new Error(`${name} is longer than the ${MAX_VALUE_BYTES} bytes that SageMaker takes.`);
  }
  return environment;
}
