// The command that continues a job later, with the org as it was named.
import type { Output } from './session';
import { shellWord } from './shellWord';

/** Makes a command of its words. Undefined if the org is gone by then. */
export type NextCommand = (words: string) => string | undefined;

export const nextCommandFor = ({ targetOrg, practice }: Pick<Output, 'targetOrg' | 'practice'>): NextCommand => {
  if (practice) return () => undefined;
  return (words) => `kinetic ${words}${targetOrg === undefined ? '' : ` ${orgOption(targetOrg)}`}`;
};

/** “-o dev”, “-o "Practice org"”. */
export const orgOption = (name: string): string => `-o ${shellWord(name)}`;
