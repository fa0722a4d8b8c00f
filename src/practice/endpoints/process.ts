// For a program that finds the org running: which process serves it, whether its records were changed, and a session.
import { ok, route, type Route } from '../http/http';
import type { Org } from '../org/org';

/**
 * These routes need no session: the program may not have a token yet. A session here says no more than the password
 * of the users, which is public.
 */
export const processRoutes = (org: Org, isChanged: () => boolean): Route[] => [
  route('GET', '/practice/process', () => ok({ processId: process.pid, changed: isChanged() }), { open: true }),
  route('POST', '/practice/sessions', () => ok({ accessToken: openSession(org) }), { open: true }),
];

function openSession(org: Org): string {
  const grant = { userId: org.adminUserId, clientId: 'PracticeOrg', scope: 'full', isIntrospectable: true };
  return org.sessions.open(grant).accessToken;
}
