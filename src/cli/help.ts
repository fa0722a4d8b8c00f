// The texts of the help that are not made from options: what surrounds the list of commands, and examples.
import { commandRow, type CommandName } from './commandRows';
import type { OptionName } from './optionRows';

export const headText = 'Salesforce data from the command line.';

const waiting: readonly OptionName[] = ['wait', 'no-wait'];
const confirming: readonly OptionName[] = ['yes', 'confirm-org'];
const org: readonly OptionName[] = ['target-org', 'practice'];

const firstGroup = 'Options:';

/** The help has the headings in the order in which options come. */
export const inHelpOrder = (options: readonly OptionName[]): readonly OptionName[] => [
  ...options.filter((option) => optionGroups(option) === firstGroup),
  ...options.filter((option) => optionGroups(option) !== firstGroup),
];

/** The heading under which the help lists an option. */
export function optionGroups(option: OptionName): string {
  if (waiting.includes(option)) return 'Waiting:';
  if (confirming.includes(option)) return 'Confirming:';
  return org.includes(option) ? 'Org:' : firstGroup;
}

export const helpText = {
  description: (name: CommandName): string => {
    const { summary, details } = commandRow(name);
    return details === undefined ? summary : `${summary}\n\n${details}`;
  },
  ending: (name: CommandName): string =>
    [
      ...['', 'Examples:', ...commandRow(name).examples.flatMap(([line, what]) => [`  # ${what}`, `  ${line}`])],
      ...['', 'For exit codes and environment variables, run: kinetic --help'],
    ].join('\n'),
};
