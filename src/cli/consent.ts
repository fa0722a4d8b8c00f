// How the command line confirms a write: with its options, or with a question on the terminal.
import { describeWrite, SalesforceError } from '../core/core';
import type { Consent, WriteAnswer, WriteQuestion } from '../core/ports';
import { shellWord } from './shellWord';
import { styled, type Line } from './style';
import { shorten } from './symbols';

export interface ConsentOptions {
  /** Confirms writes that do not need the name of the org. */
  readonly yes?: boolean;
  /** Confirms all writes, if it is the name of the org. */
  readonly confirmOrg?: string;
}

/** Asks the person at the terminal. */
export interface Prompt {
  /** The width of the terminal. */
  readonly columns: () => number;
  /** The answer is typed after the last line. It is empty when stdin ends. */
  readonly ask: (question: readonly Line[], signal: AbortSignal) => Promise<string>;
}

/** `prompt` is undefined without a terminal. */
export function createConsent({ yes = false, confirmOrg }: ConsentOptions, prompt: Prompt | undefined): Consent {
  return {
    program: 'command line',
    ask: async (question, signal) => {
      if (confirmOrg !== undefined) return byName(question, confirmOrg);
      if (yes && !question.typed) return { agreed: true };
      if (!prompt) throw unconfirmed(question);
      const answer = await prompt.ask(linesOf(question, prompt.columns()), signal);
      if (answer.trim() === '') return { agreed: false };
      return question.typed ? byName(question, answer) : { agreed: isYes(answer) };
    },
  };
}

/** No is the default. */
export const isYes = (answer: string): boolean => /^y(es)?$/i.test(answer.trim());

/** The core compares names that must be typed. Where a plain yes is enough, a wrong name does not confirm either. */
const byName = ({ org, typed: isRequired }: WriteQuestion, name: string): WriteAnswer => ({
  agreed: isRequired || [org.label, org.username].includes(name.trim()),
  typed: name,
});

function unconfirmed(question: WriteQuestion): SalesforceError {
  const how = question.typed
    ? `To confirm, add --confirm-org ${shellWord(question.org.label)}.`
    : 'To confirm, add --yes, or --confirm-org with the name of the org.';
  return new SalesforceError('policy.unconfirmed', { org: question.org.label, what: describeWrite(question), how });
}

/** So wide that no usual name is cut, and so narrow that no name hides what comes after it. */
const maxNameColumns = 80;

/** What, where and how many come first, then where from: each on its own line, so that no name can push it away. */
function linesOf(question: WriteQuestion, columns: number): readonly Line[] {
  const { org, file, objects, typed } = question;
  const name = (text: string): string => shorten(text, maxNameColumns);
  const what = describeWrite({ ...question, ...(objects && { objects: objects.map(name) }) });
  const kind = org.kind === 'production' ? [styled('red', 'PRODUCTION'), ' org'] : ['org'];
  return [
    [`${what} in the `.replace(/^\w/, (letter) => letter.toUpperCase()), ...kind, ` ${name(org.label)}`],
    `Address: ${org.instanceUrl}`,
    ...(file === undefined ? [] : [`File: ${shorten(file, columns - 'File: '.length)}`]),
    typed ? `Type ${name(org.label)} to continue:` : 'Continue? [y/N]',
  ];
}
