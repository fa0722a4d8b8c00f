// The completion for fish.
import { commandNames, type CommandName } from './commandRows';
import {
  commandHelp,
  helpHelp,
  optionsOf,
  takesFile,
  takesFileLater,
  versionHelp,
  wordsOf,
  type OfferedOption,
} from './completionRows';

/** The command is the first word: words of fish look for its name anywhere, so a file with that name would count. */
export const fishScript = (): string =>
  [
    'function __kinetic_has',
    '    set -l words (commandline -opc)',
    '    test (count $words) -gt 1; and test "$words[2]" = "$argv[1]"',
    'end',
    'function __kinetic_first',
    '    test (count (commandline -opc)) -eq 1',
    'end',
    'function __kinetic_second',
    '    test (count (commandline -opc)) -eq 2',
    'end',
    ...commandHelp.map(([name, help]) => `complete -c kinetic -n __kinetic_first -f -a ${name} -d ${quoted(help)}`),
    `complete -c kinetic -n __kinetic_first -l version -d ${quoted(versionHelp)}`,
    `complete -c kinetic -n 'not __kinetic_has help' -s h -l help -d ${quoted(helpHelp)}`,
    `complete -c kinetic -n '__kinetic_has help' -f -a '${commandNames.join(' ')}'`,
    ...commandNames.flatMap((name) => [
      ...optionsOf(name).map((option) => optionLine(name, option)),
      ...argumentLines(name),
    ]),
  ].join('\n');

function optionLine(command: CommandName, { name, short, value, choices, path, help }: OfferedOption): string {
  return [
    `complete -c kinetic -n '__kinetic_has ${command}' -l ${name}`,
    ...(short === undefined ? [] : [`-s ${short}`]),
    ...(value === undefined ? [] : ['-r']),
    ...(choices ? [`-f -a '${choices.join(' ')}'`] : value !== undefined ? [path ? '-F' : '-f'] : []),
    `-d ${quoted(help)}`,
  ].join(' ');
}

function argumentLines(name: CommandName): readonly string[] {
  if (takesFile(name)) return [];
  const words = wordsOf(name);
  if (takesFileLater(name))
    return [`complete -c kinetic -n '__kinetic_has ${name}; and __kinetic_second' -f -a '${words.join(' ')}'`];
  return [`complete -c kinetic -n '__kinetic_has ${name}' -f${words.length === 0 ? '' : ` -a '${words.join(' ')}'`}`];
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
