// The data converter of every Temporal client and worker of ours: codec on, and failure messages and stack traces inside it too.
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { createPayloadCodec, type CodecOptions } from './payload-codec.ts';

/** Also given to the workflow bundle: the sandbox converts failures by itself. */
export const FAILURE_CONVERTER_PATH = fileURLToPath(new URL('./failure-converter.cjs', import.meta.url));

export function createDataConverter(options: CodecOptions): DataConverter {
  return { payloadCodecs: [createPayloadCodec(options)], failureConverterPath: FAILURE_CONVERTER_PATH };
}
