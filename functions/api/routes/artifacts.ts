// Artifacts: bytes in and out by id. Whatever was uploaded is served as an attachment that nothing executes.
import { type Artifact, findArtifact } from '../../../db/repositories/artifact.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
import { mediaType } from '../../shared/body.ts';
import { sniffMediaType, UPLOAD_TYPES } from '../../shared/media-type.ts';
import { FILE_POLICY } from '../../shared/security-headers.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type RouteDeclaration } from '../route.ts';

/** RFC 6266: an ASCII name for old clients and the real one in UTF-8; control characters, quotes and path separators never reach the header. */
export function contentDisposition(fileName: string): string {
  const clean = fileName.replaceAll(/[\p{Cc}\p{Cf}"\\/]/gu, '_').slice(0, 150) || 'file';
  const ascii = clean.replaceAll(/[^\x20-\x7e]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(clean).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}

export function artifactRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  const find = async (tenant: string, artifactId: string): Promise<Artifact> => {
    const artifact = await deps.database.withTenant(tenant, (tx) => findArtifact(tx, { tenant, artifactId }));
    if (artifact === undefined) throw new AppError('not-found', 'There is no such artifact.');
    return artifact;
  };
  return [
    defineRoute({
      method: 'post',
      path: '/api/v1/artifacts',
      operationId: 'storeArtifact',
      tag: 'artifacts',
      summary: 'Store a photo or file (the bytes as body; X-File-Name holds its name, percent-encoded)',
      consumes: UPLOAD_TYPES,
      responses: { 201: 'Stored; use the id in a form' },
      handle: async ({ c, actor }) => {
        const bytes = new Uint8Array(await c.req.arrayBuffer());
        const declared = mediaType(c.req.raw);
        if (bytes.byteLength === 0) throw new AppError('unreadable', 'The body is empty. Send the bytes of the file.');
        if (declared === undefined || sniffMediaType(bytes, declared) !== declared) {
          throw new AppError(
            'unsupported-media-type',
            `The bytes are not ${declared ?? 'of the declared type'}. Send the file as what it is.`,
          );
        }
        const stored = await deps.artifacts.store({
          tenant: actor.tenant,
          actor,
          bytes,
          mediaType: declared,
          fileName: readFileName(c.req.header('x-file-name')),
        });
        return c.json(stored, 201);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/artifacts/:id',
      operationId: 'getArtifact',
      tag: 'artifacts',
      summary: 'What an artifact is: name, type, size, hash',
      responses: { 200: 'Artifact' },
      handle: async ({ c, actor, param }) => c.json(await find(actor.tenant, param('id'))),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/artifacts/:id/content',
      operationId: 'downloadArtifact',
      tag: 'artifacts',
      summary: 'The bytes',
      responses: { 200: 'The file, as an attachment' },
      handle: async ({ c, actor, param }) => {
        const artifact = await find(actor.tenant, param('id'));
        const bytes = await deps.artifacts.read({ tenant: actor.tenant, artifactId: artifact.id });
        return c.body(new Uint8Array(bytes), 200, {
          'content-type': artifact.mediaType,
          'content-disposition': contentDisposition(artifact.name),
          'content-security-policy': FILE_POLICY,
          'cache-control': 'private, no-store',
        });
      },
    }),
  ];
}

function readFileName(header: string | undefined): string {
  if (header === undefined) return 'file';
  try {
    return decodeURIComponent(header).slice(0, 200);
  } catch {
    throw new AppError('usage', 'X-File-Name must be percent-encoded UTF-8.');
  }
}
