// Questions that several logins share, and the form that asks them one after the other.
import { l10n, window, workspace } from 'vscode';
import { askInTurn, askText, back, pickOne, type StepAnswer, type StepTitle } from '../../host/pick';

export interface FormField<K extends string> {
  readonly key: K;
  readonly ask: (step: StepTitle, value: string) => Promise<StepAnswer<string>>;
  /** Asked only if true. Such fields come last, so that Back never skips one. */
  readonly when?: (answers: Readonly<Record<K, string>>) => boolean;
}

export const title = (): string => l10n.t('Add an org');

/** The answers by key, empty for fields that were not asked for. Back keeps answers, except secrets. */
export async function askForm<K extends string>(
  login: string,
  fields: readonly FormField<K>[],
): Promise<StepAnswer<Readonly<Record<K, string>>>> {
  const answers = Object.fromEntries(fields.map(({ key }) => [key, ''])) as Record<K, string>;
  const always = fields.filter(({ when }) => !when).length;
  const end = await askInTurn(
    fields.map(({ key, ask, when }, at) => async () => {
      if (when?.(answers) === false) return undefined;
      const steps = { at: at + 1, of: Math.max(at + 1, always) };
      const answer = await ask({ title: `${title()} — ${login}`, steps, canGoBack: true }, answers[key]);
      if (answer === back) return back;
      answers[key] = answer;
      return undefined;
    }),
  );
  return end === back ? back : answers;
}

export const text =
  (prompt: string, placeholder?: string): FormField<string>['ask'] =>
  (step, value) =>
    askText(step, { prompt, value, check: required(prompt), ...(placeholder !== undefined && { placeholder }) });

export const secret =
  (name: string, problem?: string): FormField<string>['ask'] =>
  (step) =>
    askText(step, {
      prompt: l10n.t('{0}. It is kept in the secret storage of VS Code.', name),
      secret: true,
      ...(problem !== undefined && { problem: { sentence: problem, at: 0 } }),
      check: required(name),
    });

export const optionalSecret =
  (prompt: string): FormField<string>['ask'] =>
  (step) =>
    askText(step, { prompt, secret: true });

/** Repeats the prompt, because the message takes its place. */
const required =
  (name: string) =>
  (value: string): string | undefined =>
    value === '' ? l10n.t('Required: {0}', name) : undefined;

export const url =
  (prompt: string, check: (entered: URL) => string | undefined = () => undefined): FormField<string>['ask'] =>
  async (step, value) => {
    const asked = await askText(step, {
      prompt,
      placeholder: example,
      value,
      check: (typed) => checkUrl(withScheme(typed)) ?? check(new URL(withScheme(typed))),
    });
    if (asked === back) return back;
    const { origin, hostname } = new URL(withScheme(asked));
    const trusts = isLocal(hostname) || (await isOfSalesforce(hostname)) || (await askTrust(step, hostname));
    if (trusts === back) return back;
    return trusts ? origin : await url(prompt, check)(step, asked);
  };

export const example = 'https://mycompany.my.salesforce.com';

const isOfSalesforce = async (hostname: string): Promise<boolean> =>
  (await import('../../../core/core')).isSalesforceHost(hostname);

/** A host name that looks like Salesforce's may belong to any other party. */
const askTrust = (step: StepTitle, hostname: string): Promise<StepAnswer<boolean>> =>
  pickOne<boolean>(step, {
    placeholder: l10n.t('{0} is not a Salesforce host', hostname),
    choices: [
      { value: false, icon: 'edit', label: l10n.t('Enter another URL') },
      {
        value: true,
        icon: 'warning',
        label: l10n.t('Continue with {0}', hostname),
        detail: l10n.t('Its owner receives everything that you enter and can sign in as you.'),
      },
    ],
  });

export const loginUrl: FormField<string>['ask'] = async (step, value) => {
  const chosen = await pickOne<string>(step, {
    placeholder: l10n.t('Where do you sign in?'),
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
      { value: '', label: l10n.t('Another login URL…'), description: l10n.t('My Domain') },
    ],
  });
  if (chosen !== '') return chosen;
  const own = await url(l10n.t('Login URL'))(step, value);
  return own === back ? await loginUrl(step, value) : own;
};

const withScheme = (typed: string): string => (/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`);

const isLocal = (hostname: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

function checkUrl(typed: string): string | undefined {
  const address = URL.canParse(typed) ? new URL(typed) : undefined;
  if (!address || !(address.hostname.includes('.') || address.hostname === 'localhost'))
    return l10n.t('Enter a URL, such as {0}.', example);
  if (address.username || address.password) return l10n.t('Remove the username and password from the URL.');
  if (address.protocol === 'https:' || (address.protocol === 'http:' && isLocal(address.hostname))) return undefined;
  return l10n.t('The URL must begin with https://; http:// works only for this computer.');
}

export const keyFile: FormField<string>['ask'] = async (step) => {
  const files = await window.showOpenDialog({
    title: `${step.title}: ${l10n.t('Private key')}`,
    openLabel: l10n.t('Use This Key'),
    filters: { [l10n.t('Private keys')]: ['pem', 'key'], [l10n.t('All files')]: ['*'] },
  });
  const file = files?.[0];
  return file ? new TextDecoder().decode(await workspace.fs.readFile(file)) : back;
};
