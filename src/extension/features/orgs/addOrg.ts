// Asks how to sign in and with what, and turns the answers into a LoginSpec.
import { l10n, window, workspace } from 'vscode';
import type { LoginSpec } from '../../../core/core';
import { askInTurn, askText, back, pickOne, type Answer, type Place } from '../../host/pick';

type Way = 'practice' | 'accessToken' | 'jwt';
type Jwt = Extract<LoginSpec, { login: 'jwt' }>;

/** Resolves 'practice' when the person chose the practice org, which needs no answers. */
export async function askLogin(): Promise<LoginSpec | 'practice'> {
  for (;;) {
    const way = await askWay();
    if (way === 'practice') return way;
    const spec = way === 'accessToken' ? await askAccessToken() : await askJwt();
    if (spec !== back) return spec;
  }
}

const title = (): string => l10n.t('Add an org');

async function askWay(): Promise<Way> {
  const place: Place = { title: title(), step: 1, totalSteps: 3, canGoBack: false };
  const way = await pickOne<Way>(place, {
    placeholder: l10n.t('How do you want to sign in?'),
    choices: [
      {
        value: 'practice',
        label: `$(mortar-board) ${l10n.t('Practice org')}`,
        detail: l10n.t('A simulated Salesforce on this machine: no account, no network'),
      },
      {
        value: 'accessToken',
        label: `$(key) ${l10n.t('Access token')}`,
        detail: l10n.t('Paste the address of the org and a session id, for example from “sf org display”'),
      },
      {
        value: 'jwt',
        label: `$(lock) ${l10n.t('JWT with a private key')}`,
        detail: l10n.t('For integration users: a connected app with a certificate, no browser'),
      },
    ],
  });
  return way === back ? await askWay() : way;
}

async function askAccessToken(): Promise<Answer<LoginSpec>> {
  let instanceUrl = '';
  let accessToken = '';
  const way = `${title()} — ${l10n.t('Access token')}`;
  const end = await askInTurn([
    () =>
      keep(
        askUrl({ title: way, step: 2, totalSteps: 3, canGoBack: true }, instanceUrl, {
          prompt: l10n.t('Address of the org'),
          placeholder: 'https://mycompany.my.salesforce.com',
        }),
        (url) => (instanceUrl = url),
      ),
    () =>
      keep(
        askText(
          { title: way, step: 3, totalSteps: 3, canGoBack: true },
          {
            prompt: l10n.t('Access token (session id). It is kept in the secret storage of VS Code.'),
            secret: true,
            check: required,
          },
        ),
        (token) => (accessToken = token),
      ),
  ]);
  return end === back ? back : { login: 'accessToken', instanceUrl, accessToken };
}

async function askJwt(): Promise<Answer<LoginSpec>> {
  const spec = { loginUrl: '', clientId: '', username: '', privateKeyPem: '', passphrase: '' };
  const at = (step: number): Place => ({
    title: `${title()} — ${l10n.t('JWT')}`,
    step,
    // Only an encrypted key has a sixth question.
    totalSteps: Math.max(step, 5),
    canGoBack: true,
  });
  const end = await askInTurn([
    () => keep(askLoginUrl(at(2)), (url) => (spec.loginUrl = url)),
    () =>
      keep(
        askText(at(3), {
          prompt: l10n.t('Consumer key (client id) of the connected app'),
          value: spec.clientId,
          check: required,
        }),
        (text) => (spec.clientId = text),
      ),
    () =>
      keep(
        askText(at(4), {
          prompt: l10n.t('User name to sign in as'),
          placeholder: 'integration@mycompany.com',
          value: spec.username,
          check: required,
        }),
        (text) => (spec.username = text),
      ),
    () => keep(pickKeyFile(at(5)), (pem) => (spec.privateKeyPem = pem)),
    async () => {
      if (!spec.privateKeyPem.includes('ENCRYPTED')) return undefined;
      return keep(
        askText(at(6), { prompt: l10n.t('Passphrase of the private key'), secret: true, check: required }),
        (text) => (spec.passphrase = text),
      );
    },
  ]);
  if (end === back) return back;
  const { passphrase, ...rest } = spec;
  const jwt: Jwt = { login: 'jwt', ...rest };
  return passphrase ? { ...jwt, passphrase } : jwt;
}

async function askLoginUrl(place: Place): Promise<Answer<string>> {
  const chosen = await pickOne<string>(place, {
    placeholder: l10n.t('Where does the user sign in?'),
    choices: [
      {
        value: 'https://login.salesforce.com',
        label: l10n.t('Production or Developer Edition'),
        description: 'login.salesforce.com',
      },
      {
        value: 'https://test.salesforce.com',
        label: l10n.t('Sandbox or scratch org'),
        description: 'test.salesforce.com',
      },
      { value: '', label: l10n.t('Another address…'), description: l10n.t('My Domain') },
    ],
  });
  if (chosen !== '') return chosen;
  const own = await askUrl(place, '', {
    prompt: l10n.t('Login address'),
    placeholder: 'https://mycompany.my.salesforce.com',
  });
  return own === back ? await askLoginUrl(place) : own;
}

function askUrl(
  place: Place,
  value: string,
  words: { readonly prompt: string; readonly placeholder: string },
): Promise<Answer<string>> {
  const asked = askText(place, { ...words, value, check: (text) => checkUrl(withScheme(text)) });
  return asked.then((text) => (text === back ? back : new URL(withScheme(text)).origin));
}

const withScheme = (text: string): string => (/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);

function checkUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !(url.hostname.includes('.') || url.hostname === 'localhost'))
    return l10n.t('This is not a web address.');
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && local)) return undefined;
  return l10n.t('The address must begin with https:// (plain http is only for this machine).');
}

const required = (text: string): string | undefined => (text === '' ? l10n.t('This is needed.') : undefined);

async function pickKeyFile(place: Place): Promise<Answer<string>> {
  const files = await window.showOpenDialog({
    title: `${place.title} (${place.step}/${place.totalSteps}): ${l10n.t('Private key')}`,
    openLabel: l10n.t('Use This Key'),
    filters: { [l10n.t('Private keys')]: ['pem', 'key'], [l10n.t('All files')]: ['*'] },
  });
  const file = files?.[0];
  return file ? new TextDecoder().decode(await workspace.fs.readFile(file)) : back;
}

async function keep<T>(asked: Promise<Answer<T>>, store: (value: T) => unknown): Promise<Answer<void>> {
  const answer = await asked;
  if (answer === back) return back;
  store(answer);
  return undefined;
}
