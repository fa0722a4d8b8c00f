// How the command line confirms a write: with its options, or with a question on the terminal.
import { createInterface } from 'node:readline/promises';
import { describeWrite, SalesforceError } from '../core/core';
import type { Consent, WriteAnswer, WriteQuestion } from '../core/ports';

export interface ConsentWish {
  /** Confirms writes that do not need the name of the org. */
  readonly yes?: boolean;
  /** Confirms all writes, if it is the name of the org. */
  readonly confirmOrg?: string;
}

/** Undefined without a terminal. */
export type Prompt = ((text: string, signal: AbortSignal) => Promise<string>) | undefined;

export function createConsent({ yes = false, confirmOrg }: ConsentWish, prompt: Prompt): Consent {
  return {
    program: 'command line',
    ask: async (question, signal) => {
      if (confirmOrg !== undefined) return byName(question, confirmOrg);
      if (yes && !question.typed) return { agreed: true };
      if (!prompt) throw unconfirmed(question);
      return question.typed
        ? byName(question, await prompt(`${sentence(question)}\nType ${question.org.label} to continue: `, signal))
        : { agreed: /^y(es)?$/i.test((await prompt(`${sentence(question)} [y/N] `, signal)).trim()) };
    },
  };
}

/** The core compares names that must be typed. Where a plain yes is enough, a wrong name does not confirm either. */
const byName = ({ org, typed: isRequired }: WriteQuestion, name: string): WriteAnswer => ({
  agreed: isRequired || [org.label, org.username].includes(name.trim()),
  typed: name,
});

function unconfirmed(question: WriteQuestion): SalesforceError {
  const how = question.typed
    ? `To confirm, add --confirm-org ${question.org.label}.`
    : 'To confirm, add --yes, or --confirm-org with the name of the org.';
  return new SalesforceError('policy.unconfirmed', { org: question.org.label, what: describeWrite(question), how });
}

function sentence(question: WriteQuestion): string {
  const { org, file } = question;
  const kind = org.kind === 'production' ? 'the PRODUCTION org ' : '';
  const from = file === undefined ? '' : ` from ${file}`;
  return `${describeWrite(question)}${from} in ${kind}${org.label} at ${org.instanceUrl}?`.replace(/^\w/, (letter) =>
    letter.toUpperCase(),
  );
}

/** Asks on stderr, because stdout is only for results. */
export function createPrompt(detach: AbortSignal): Prompt {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  return async (text, signal) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
    try {
      return await lines.question(text, { signal: AbortSignal.any([signal, detach]) });
    } finally {
      lines.close();
    }
  };
}
