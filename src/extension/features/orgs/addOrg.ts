// Asks how to sign in, asks for what that login needs, and makes a LoginSpec of the answers.
import { l10n } from 'vscode';
import type { CliLogin, LoginSpec } from '../../../core/core';
import { back, pickOne, type StepAnswer, type StepTitle } from '../../host/pick';
import { askAccessToken, askCli, askClientCredentials, askJwt, askPassword, askToken, askWeb } from './loginForms';
import { title } from './loginQuestions';

type Way = LoginSpec['login'];
type CliLogins = (signal: AbortSignal) => Promise<readonly CliLogin[]>;

/** Resolves 'practice' when the user chose the practice org, which needs no answers. */
export async function askLogin(cliLogins: CliLogins): Promise<LoginSpec | 'practice'> {
  for (;;) {
    const way = await askWay();
    const spec = way === 'practice' ? way : await askDetails(way, cliLogins);
    if (spec !== back) return spec;
  }
}

/** After a token that Salesforce rejected, with the reason. Throws the error of any other login. */
export async function askTokenAgain(spec: LoginSpec, error: unknown): Promise<LoginSpec> {
  const { toSalesforceError } = await import('../../../core/core');
  if (spec.login !== 'accessToken' || toSalesforceError(error).code !== 'login.refused') throw error;
  const { explain } = await import('../../words/errors');
  const accessToken = await askToken({ title: title(), canGoBack: false }, explain(error));
  return accessToken === back ? spec : { ...spec, accessToken };
}

function askDetails(way: Exclude<Way, 'practice'>, cliLogins: CliLogins): Promise<StepAnswer<LoginSpec>> {
  switch (way) {
    case 'web':
      return askWeb();
    case 'cli':
      return askCli(cliLogins);
    case 'jwt':
      return askJwt();
    case 'accessToken':
      return askAccessToken();
    case 'clientCredentials':
      return askClientCredentials();
    case 'password':
      return askPassword();
  }
}

async function askWay(): Promise<Way> {
  const step: StepTitle = { title: title(), canGoBack: false };
  const chosen = await pickOne<Way>(step, {
    placeholder: l10n.t('How do you want to sign in?'),
    choices: [
      {
        value: 'web',
        icon: 'globe',
        label: l10n.t('Browser'),
        detail: l10n.t('The Salesforce login page, with single sign-on and multi-factor authentication'),
      },
      {
        value: 'cli',
        icon: 'terminal',
        label: l10n.t('Org of the Salesforce CLI'),
        detail: l10n.t('An org that “sf org login” signed in to on this computer; the CLI itself is not needed'),
      },
      {
        value: 'jwt',
        icon: 'lock',
        label: l10n.t('JWT with a private key'),
        detail: l10n.t('For integration users: needs an app with a certificate, but no browser'),
      },
      {
        value: 'accessToken',
        icon: 'key',
        label: l10n.t('Access token'),
        detail: l10n.t('The instance URL and a session ID; works until the session ends'),
      },
      {
        value: 'clientCredentials',
        icon: 'server-process',
        label: l10n.t('Client credentials'),
        detail: l10n.t('An app signs in by itself and acts as the user set in its policies'),
      },
      {
        value: 'password',
        icon: 'history',
        label: l10n.t('Username and password (legacy)'),
        detail: l10n.t('Salesforce turns this off by February 20, 2027; newer orgs already reject it'),
      },
      {
        value: 'practice',
        icon: 'mortar-board',
        label: l10n.t('Practice org'),
        detail: l10n.t('A simulated Salesforce org on your machine: no account, no network'),
      },
    ],
  });
  return chosen === back ? await askWay() : chosen;
}
