// Endpoints and how to sign in to them: the authentication policies of the specification, in place, by name, or by secret.
import type { Check } from './checking.ts';
import { reference, uri, uriReference, uriText, words } from './data-shapes.ts';
import { checkSecretName } from './expression-check.ts';
import { isJsonObject } from './json.ts';
import { allOf, byType, choice, exactlyOne, fields, listOf, nonEmptyText, required, text } from './shape.ts';

/** Credentials given in place, or the name of a secret that holds them. */
function credentials(table: Parameters<typeof fields>[0]): Check {
  const inPlace = fields(table);
  const bySecret = fields({ use: required(nonEmptyText) });
  return (checking, value, path) => {
    if (!isJsonObject(value) || !Object.hasOwn(value, 'use')) return inPlace(checking, value, path);
    bySecret(checking, value, path);
    if (typeof value['use'] === 'string') checkSecretName(checking, value['use'], `${path}/use`);
  };
}

const token = fields({ token: required(words), type: required(words) });
const oauth2 = {
  authority: uri,
  grant: choice('authorization_code', 'client_credentials', 'password', 'refresh_token', 'urn:ietf:params:oauth:grant-type:token-exchange'),
  client: fields({
    id: words,
    secret: words,
    assertion: words,
    authentication: choice('client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'),
  }),
  request: fields({ encoding: choice('application/x-www-form-urlencoded', 'application/json') }),
  issuers: listOf(text),
  scopes: listOf(text),
  audiences: listOf(text),
  username: words,
  password: words,
  subject: token,
  actor: token,
};
const login = credentials({ username: required(words), password: required(words) });
const POLICIES = {
  basic: login,
  bearer: credentials({ token: required(words) }),
  digest: login,
  oauth2: credentials({ ...oauth2, endpoints: fields({ token: uriReference, revocation: uriReference, introspection: uriReference }) }),
  oidc: credentials(oauth2),
};
const policyNames = Object.keys(POLICIES);

export const authenticationPolicy: Check = fields(POLICIES, exactlyOne(policyNames));
export const authentication: Check = fields(
  { ...POLICIES, use: allOf(nonEmptyText, reference('authentications', 'unknown-authentication')) },
  exactlyOne([...policyNames, 'use']),
);

export const endpoint: Check = byType({ string: uriText, object: fields({ uri: required(uri), authentication }) });
export const externalResource: Check = fields({ name: text, endpoint: required(endpoint) });
