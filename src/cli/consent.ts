// Where the command line gets a person's yes: from its options, else from the terminal, else not at all.
import { createInterface } from 'node:readline/promises';
import { describeWrite, SalesforceError } from '../core/core';
import type { Consent, WriteAnswer, WriteQuestion } from '../core/ports';

export interface ConsentWish {
  /** Agrees to writes that want a yes. */
  readonly yes?: boolean;
  /** Agrees to all, if it is the name of the org. */
  readonly confirmOrg?: string;
}

/** Undefined where nobody sits before it. */
export type Prompt = ((text: string, signal: AbortSignal) => Promise<string>) | undefined;

export function createConsent({ yes = false, confirmOrg }: ConsentWish, prompt: Prompt): Consent {
  return {
    program: 'command line',
    ask: async (question, signal) => {
      if (confirmOrg !== undefined) return byName(question, confirmOrg);
      if (yes && !question.typed) return { agreed: true };
      if (!prompt) throw unconfirmed(question);
      return question.typed
        ? byName(question, await prompt(`${sentence(question)}\nType ${question.org.label} to go on: `, signal))
        : { agreed: /^y(es)?$/i.test((await prompt(`${sentence(question)} [y/N] `, signal)).trim()) };
    },
  };
}

/** The core compares the name where it has to be typed; where it need not be, a wrong one is no yes either. */
const byName = ({ org, typed: isWanted }: WriteQuestion, name: string): WriteAnswer => ({
  agreed: isWanted || [org.label, org.username].includes(name.trim()),
  typed: name,
});

function unconfirmed(question: WriteQuestion): SalesforceError {
  const how = question.typed
    ? `Add --confirm-org ${question.org.label} to do it.`
    : 'Add --yes, or --confirm-org with the name of the org, to do it.';
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

/** Asks on stderr, so that stdout holds results and nothing else. */
export function createPrompt(leave: AbortSignal): Prompt {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  return async (text, signal) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
    try {
      return await lines.question(text, { signal: AbortSignal.any([signal, leave]) });
    } finally {
      lines.close();
    }
  };
}
