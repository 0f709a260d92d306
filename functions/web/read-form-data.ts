// Reads a posted form by its strict content type. A body that claims to be anything else is refused, never guessed at.
import type { HonoRequest } from 'hono';
import { AppError } from '../../workflows/definition/errors.ts';

/** Throws `unsupported-media-type`, or `unreadable` for a body that is not what its type says. */
export async function readFormData(request: HonoRequest): Promise<FormData> {
  const type = (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded' && type !== 'multipart/form-data') {
    throw new AppError('unsupported-media-type', 'Send the form as application/x-www-form-urlencoded or multipart/form-data.');
  }
  try {
    return await request.formData();
  } catch (cause) {
    throw new AppError('unreadable', 'The form cannot be read. Open the page anew and send it again.', { cause });
  }
}
