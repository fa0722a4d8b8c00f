// The messages between the program and the child process that runs Salesforce's own libraries.
import * as z from 'zod';

const cliOrg = z.lazy(() =>
  z.object({
    username: z.string(),
    orgId: z.string(),
    instanceUrl: z.string(),
    aliases: z.array(z.string()),
    isDefault: z.boolean(),
    isExpired: z.boolean(),
  }),
);

const session = z.lazy(() => z.object({ accessToken: z.string().min(1), instanceUrl: z.string().min(1) }));

/** The schema of the answer to each call. */
export const dxAnswers = { listOrgs: z.array(cliOrg), session } as const;

export type DxAnswer<A extends DxCall['name']> = z.infer<(typeof dxAnswers)[A]>;

const call = z.lazy(() =>
  z.discriminatedUnion('name', [
    z.object({ name: z.literal('listOrgs') }),
    z.object({ name: z.literal('session'), username: z.string() }),
  ]),
);
export type DxCall = z.infer<typeof call>;

/** Replies can arrive in any order. The id matches a reply to its request. */
export const dxRequest = z.lazy(() => z.object({ id: z.number(), call }));
export type DxRequest = z.infer<typeof dxRequest>;

export const dxReply = z.lazy(() =>
  z.union([z.object({ id: z.number(), value: z.unknown() }), z.object({ id: z.number(), reason: z.string() })]),
);
export type DxReply = z.infer<typeof dxReply>;
