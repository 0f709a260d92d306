// better-auth's tables under the names its drizzle adapter asks for. Nothing of ours belongs here.
import { account } from './auth-account.ts';
import { invitation } from './auth-invitation.ts';
import { member } from './auth-member.ts';
import { organization } from './auth-organization.ts';
import { session } from './auth-session.ts';
import { user } from './auth-user.ts';
import { verification } from './auth-verification.ts';

export const authTables = { user, session, account, verification, organization, member, invitation };
