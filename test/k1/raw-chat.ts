// Chat completions by plain HTTP, for what the client would hide.
import type { Json } from '../../workflows/definition/json.ts';

export async function chat(
  url: string,
  body: Json,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown>, headers: response.headers };
}

/** A small question. */
export const hello = {
  model: '',
  messages: [{ role: 'user', content: '안녕하세요' }],
  max_tokens: 100,
  chat_template_kwargs: { enable_thinking: true },
};
