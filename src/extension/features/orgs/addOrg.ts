// Asks how to sign in and with what, and turns the answers into a LoginSpec.
import { l10n } from 'vscode';
import type { CliLogin, LoginSpec } from '../../../core/core';
import { back, pickOne, type StepAnswer, type StepTitle } from '../../host/pick';
import { askAccessToken, askCli, askClientCredentials, askJwt, askPassword, askWeb } from './loginForms';
import { title } from './loginQuestions';

type Way = LoginSpec['login'];
type CliLogins = (signal: AbortSignal) => Promise<readonly CliLogin[]>;

/** Resolves 'practice' when the person chose the practice org, which needs no answers. */
export async function askLogin(cliLogins: CliLogins): Promise<LoginSpec | 'practice'> {
  for (;;) {
    const way = await askWay();
    const spec = way === 'practice' ? way : await askDetails(way, cliLogins);
    if (spec !== back) return spec;
  }
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
  const way = await pickOne<Way>(step, {
    placeholder: l10n.t('How do you want to sign in?'),
    choices: [
      {
        value: 'web',
        label: `$(globe) ${l10n.t('Browser')}`,
        detail: l10n.t('Salesforce’s own login page, with single sign-on and multi-factor authentication'),
      },
      {
        value: 'cli',
        label: `$(terminal) ${l10n.t('Org of the Salesforce CLI')}`,
        detail: l10n.t('An org that “sf org login” has opened on this machine; the CLI itself is not needed'),
      },
      {
        value: 'jwt',
        label: `$(lock) ${l10n.t('JWT with a private key')}`,
        detail: l10n.t('For integration users: an app with a certificate, no browser'),
      },
      {
        value: 'accessToken',
        label: `$(key) ${l10n.t('Access token')}`,
        detail: l10n.t('The address of the org and a session id; ends when the session ends'),
      },
      {
        value: 'clientCredentials',
        label: `$(server-process) ${l10n.t('Client credentials')}`,
        detail: l10n.t('An app signs in as itself and works as the user that its policies name'),
      },
      {
        value: 'password',
        label: `$(history) ${l10n.t('User name and password (legacy)')}`,
        detail: l10n.t('Salesforce switches this off, at the latest on 20 February 2027; newer orgs refuse it already'),
      },
      {
        value: 'practice',
        label: `$(mortar-board) ${l10n.t('Practice org')}`,
        detail: l10n.t('A simulated Salesforce on this machine: no account, no network'),
      },
    ],
  });
  return way === back ? await askWay() : way;
}
