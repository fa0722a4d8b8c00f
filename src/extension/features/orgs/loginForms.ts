// The questions of each login, and the LoginSpec made of the answers.
import { l10n } from 'vscode';
import type { CliLogin, LoginSpec } from '../../../core/core';
import { askText, back, pickOne, type StepAnswer, type StepTitle, type Choice } from '../../host/pick';
import {
  askForm,
  example,
  keyFile,
  loginUrl,
  optionalSecret,
  secret,
  text,
  title,
  url,
  type FormField,
} from './loginQuestions';

type Form = () => Promise<StepAnswer<LoginSpec>>;

const clientId = (): FormField<'clientId'> => ({
  key: 'clientId',
  ask: text(l10n.t('Consumer key (client ID) of the app')),
});
const clientSecret = (): FormField<'clientSecret'> => ({
  key: 'clientSecret',
  ask: secret(l10n.t('Consumer secret of the app')),
});
const username = (): FormField<'username'> => ({
  key: 'username',
  ask: text(l10n.t('Username to sign in with'), 'integration@mycompany.com'),
});

export const askWeb: Form = async () => {
  const isOwn = ({ app }: { readonly app: string }): boolean => app === 'own';
  const answers = await askForm(l10n.t('Browser'), [
    { key: 'loginUrl', ask: loginUrl },
    { key: 'app', ask: askApp },
    { ...clientId(), when: isOwn },
    { key: 'port', ask: askPort, when: isOwn },
    {
      key: 'clientSecret',
      ask: optionalSecret(l10n.t('Consumer secret, if the app requires one; otherwise leave empty')),
      when: isOwn,
    },
  ]);
  if (answers === back) return back;
  const spec = { login: 'web', loginUrl: answers.loginUrl } as const;
  if (!isOwn(answers)) return spec;
  return {
    ...spec,
    clientId: answers.clientId,
    callbackPort: Number(answers.port),
    ...(answers.clientSecret !== '' && { clientSecret: answers.clientSecret }),
  };
};

const askApp: FormField<'app'>['ask'] = (step) =>
  pickOne<string>(step, {
    placeholder: l10n.t('Which app should sign in?'),
    choices: [
      {
        value: 'cli',
        label: l10n.t('The app of the Salesforce CLI'),
        detail: l10n.t('Needs no setup, but some orgs block it until an administrator installs it'),
      },
      {
        value: 'own',
        label: l10n.t('Your own app…'),
        detail: l10n.t('An external client app with the callback URL http://localhost:1717/OauthRedirect'),
      },
    ],
  });

const askPort: FormField<'port'>['ask'] = (step, value) =>
  askText(step, {
    prompt: l10n.t('Port in the callback URL of the app: http://localhost:PORT/OauthRedirect'),
    value: value || '1717',
    check: (port) =>
      /^\d{1,5}$/.test(port) && Number(port) >= 1024 && Number(port) < 65536
        ? undefined
        : l10n.t('Enter a number from 1024 to 65535.'),
  });

export const askAccessToken: Form = async () => {
  const answers = await askForm(l10n.t('Access token'), [
    { key: 'instanceUrl', ask: url(l10n.t('Instance URL of the org')) },
    { key: 'accessToken', ask: (step) => askToken(step) },
  ]);
  return answers === back ? back : { login: 'accessToken', ...answers };
};

/** `problem`: why the last one was rejected. */
export const askToken = (step: StepTitle, problem?: string): Promise<StepAnswer<string>> =>
  secret(l10n.t('Access token (session ID)'), problem)(step, '');

export const askJwt: Form = async () => {
  const answers = await askForm(l10n.t('JWT'), [
    { key: 'loginUrl', ask: loginUrl },
    clientId(),
    username(),
    { key: 'privateKeyPem', ask: keyFile },
    {
      key: 'passphrase',
      ask: secret(l10n.t('Passphrase of the private key')),
      when: ({ privateKeyPem }) => privateKeyPem.includes('ENCRYPTED'),
    },
  ]);
  if (answers === back) return back;
  const { passphrase, ...spec } = answers;
  return { login: 'jwt', ...spec, ...(passphrase !== '' && { passphrase }) };
};

export const askClientCredentials: Form = async () => {
  const isLoginHost = ({ hostname }: URL): boolean => /^(login|test)\.salesforce\.com$/.test(hostname);
  const answers = await askForm(l10n.t('Client credentials'), [
    {
      key: 'loginUrl',
      ask: url(l10n.t('My Domain URL of the org'), (entered) =>
        isLoginHost(entered)
          ? l10n.t('Client credentials need the My Domain URL of the org, such as {0}.', example)
          : undefined,
      ),
    },
    clientId(),
    clientSecret(),
  ]);
  return answers === back ? back : { login: 'clientCredentials', ...answers };
};

export const askPassword: Form = async () => {
  const answers = await askForm(l10n.t('Username and password (legacy)'), [
    { key: 'loginUrl', ask: loginUrl },
    clientId(),
    clientSecret(),
    username(),
    { key: 'password', ask: secret(l10n.t('Password')) },
    {
      key: 'securityToken',
      ask: optionalSecret(l10n.t('Security token; leave empty in a trusted network')),
    },
  ]);
  if (answers === back) return back;
  const { securityToken, ...spec } = answers;
  return { login: 'password', ...spec, ...(securityToken !== '' && { securityToken }) };
};

/** `logins` starts a process, so it is called only when the question is shown. */
export async function askCli(
  logins: (signal: AbortSignal) => Promise<readonly CliLogin[]>,
): Promise<StepAnswer<LoginSpec>> {
  const step = { title: `${title()} — ${l10n.t('Salesforce CLI')}`, canGoBack: true };
  const chosen = await pickOne<string>(step, {
    placeholder: l10n.t('Which org of the Salesforce CLI?'),
    choices: async (signal) => {
      const found = await logins(signal);
      if (found.length === 0)
        return [{ heading: l10n.t('The Salesforce CLI is not signed in to any org on this computer') }];
      return [...found].sort((a, b) => rank(a) - rank(b) || (nameOf(a) < nameOf(b) ? -1 : 1)).map(toChoice);
    },
  });
  return chosen === back ? back : { login: 'cli', username: chosen };
}

const nameOf = ({ aliases, username }: CliLogin): string => aliases[0] ?? username;

/** The default org first, expired ones last. */
const rank = ({ isDefault, isExpired }: CliLogin): number => (isExpired ? 2 : isDefault ? 0 : 1);

function toChoice(login: CliLogin): Choice<string> {
  const marks = [
    ...(login.isDefault ? [l10n.t('default org')] : []),
    ...(login.isExpired ? [l10n.t('expired')] : []),
    ...login.aliases.slice(1),
  ];
  return {
    value: login.username,
    icon: login.isExpired ? 'debug-disconnect' : 'terminal',
    label: nameOf(login),
    description: marks.join(' · '),
    detail: `${login.username} · ${login.instanceUrl}`,
  };
}
