// The headers that every answer carries: content security policy, framing, sniffing, transport. No decisions here.

/**
 * Scripts and styles come from this host or carry the request's nonce; nothing inline, nothing foreign. The browser code's one Trusted Types policy is `aix`.
 * Referrer-Policy is same-origin, not no-referrer: with the latter browsers send `Origin: null` on form posts, which the CSRF check refuses.
 */
export function securityHeaders(options: { readonly nonce: string; readonly https: boolean }): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${options.nonce}'`,
    `style-src 'self' 'nonce-${options.nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types aix',
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
    ...(options.https ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}

/** Uploads and generated files open nothing: no scripts, no frames, sandboxed even when a browser is told to show them. */
export const FILE_POLICY = "default-src 'none'; sandbox";
