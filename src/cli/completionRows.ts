// What the completion of every shell offers: options with their help, and words for an argument.
import { commandNames, commandRow, type CommandName } from './commandRows';
import { optionRows, type OptionName, type OptionRow } from './optionRows';

export interface OfferedOption extends OptionRow {
  readonly name: OptionName;
}

/** Without the names that other tools use. */
export const optionsOf = (name: CommandName): readonly OfferedOption[] =>
  commandRow(name).options.map((option) => {
    const row = optionRows[option];
    const { help, choices } = commandRow(name);
    const own = choices?.[option];
    return { ...row, ...(own && { choices: own }), name: option, help: help?.[option] ?? row.help };
  });

export const takesFile = (name: CommandName): boolean => commandRow(name).argument === 'file';

/** A file follows the first word. */
export const takesFileLater = (name: CommandName): boolean => commandRow(name).thenFile === true;

export const wordsOf = (name: CommandName): readonly string[] => {
  const { argument } = commandRow(name);
  return argument === undefined || argument === 'file' ? [] : argument;
};

export const commandHelp: readonly (readonly [name: string, help: string])[] = [
  ...commandNames.map((name) => [name, commandRow(name).summary] as const),
  ['help', 'Prints the help of a command.'],
];

export const helpHelp = 'print the help';
export const versionHelp = 'print the version';

/** “--api”, “-o” */
export const flagsOf = ({ name, short }: OfferedOption): readonly string[] => [
  `--${name}`,
  ...(short === undefined ? [] : [`-${short}`]),
];
