// Reads the words of the command line with commander, whose help and suggestions are made from our rows.
import { Command, CommanderError, Option } from 'commander';
import { commandNames, commandRow, type CommandName } from './commandRows';
import { headText, helpText, inHelpOrder, optionGroups } from './help';
import { helpEnding } from './helpEnding';
import { optionRows, type OptionName, type Values } from './optionRows';
import { badArgument } from './values';

export type Parsed =
  | { readonly text: string }
  | 'version'
  | { readonly name: CommandName; readonly words: readonly string[]; readonly values: Values };

/** `text` is what the help prints. Throws `input.badArgument`. `columns`: the width of the help. */
export function parse(words: readonly string[], columns: number): Parsed {
  const printed: string[] = [];
  const found: Parsed[] = [];
  const asked = helpAsked(words);
  const program = createProgram(columns, asked.find(asCommand), (name, rest, command) => {
    found.push({ name, words: rest, values: valuesOf(name, command) });
  });
  for (const command of [program, ...program.commands])
    command.exitOverride().configureOutput({
      getOutHelpWidth: () => columns,
      getOutHasColors: () => false,
      writeOut: (text) => printed.push(text),
      writeErr: () => undefined,
    });
  try {
    checkValues(asked);
    program.parse(asked, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.version') return 'version';
    if (printed.length > 0 && error.exitCode === 0) return { text: printed.join('').trimEnd() };
    throw badArgument(sentenceOf(error, asCommand(words[0])));
  }
  return found[0] ?? { text: program.helpInformation().trimEnd() };
}

const asCommand = (word: string | undefined): CommandName | undefined => commandNames.find((name) => name === word);

/** `help load` is `load --help`. Commander would print the help of everything for `lod --help`. */
function helpAsked(words: readonly string[]): readonly string[] {
  const [first, second] = words;
  if (first === undefined) return ['--help'];
  if (first !== 'help') return first.startsWith('-') || asCommand(first) ? words : [first];
  if (second === undefined || second.startsWith('-')) return ['--help'];
  return asCommand(second) ? [second, '--help'] : [second];
}

type Action = (name: CommandName, words: readonly string[], command: Command) => void;

/** Only the command that is asked for gets its options: building those of all would delay every start. */
function createProgram(columns: number, asked: string | undefined, action: Action): Command {
  const program = new Command('kinetic')
    .usage('COMMAND [options]')
    .description(headText)
    .version('', '--version', 'print the version')
    .helpOption('-h, --help', 'print the help, also after a command')
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText('after', `\n${helpEnding(columns)}`);
  for (const name of commandNames) {
    const { group, summary } = commandRow(name);
    const command = program.command(name).helpGroup(`${group}:`).summary(summary);
    if (name === asked) completeCommand(command, name, action);
  }
  return program;
}

function completeCommand(command: Command, name: CommandName, action: Action): void {
  command
    .usage([commandRow(name).usage, '[options]'].filter(Boolean).join(' '))
    .description(helpText.description(name))
    .helpOption('-h, --help', 'print this help')
    .argument('[words...]')
    .configureHelp({ visibleArguments: () => [] })
    .addHelpText('after', helpText.ending(name))
    .action((words: readonly string[]) => action(name, words, command));
  for (const option of inHelpOrder(commandRow(name).options)) addOption(command, name, option);
}

function addOption(command: Command, name: CommandName, option: OptionName): void {
  const { short, aliases = [], help } = optionRows[option];
  const flags = [...(short === undefined ? [] : [`-${short}`]), `--${option}`].join(', ');
  const text = commandRow(name).help?.[option] ?? help;
  command.addOption(newOption(flags, option, text).helpGroup(optionGroups(option)));
  for (const alias of aliases) command.addOption(newOption(`--${alias}`, option, '').hideHelp());
}

function newOption(flags: string, name: OptionName, text: string): Option {
  const { value, repeats } = optionRows[name];
  const option = new Option(value === undefined ? flags : `${flags} <${value}>`, text);
  // Commander would read --no-wait as the value false of --wait, and the last one given would win.
  option.negate = false;
  return repeats ? option.argParser<readonly string[] | undefined>((one, before) => [...(before ?? []), one]) : option;
}

/** An alias and its option are the same option: only one may be given. */
function valuesOf(name: CommandName, command: Command): Values {
  const entries = commandRow(name).options.flatMap((option) => {
    const given = [option, ...(optionRows[option].aliases ?? [])].flatMap((long) => givenValue(long, command));
    if (given.length > 1) throw badArgument(`--${option} and its other names are one option. Give it once.`);
    return given.map((value) => [option, value] as const);
  });
  return Object.fromEntries(entries);
}

function givenValue(long: string, command: Command): readonly unknown[] {
  const name = command.options.find((one) => one.long === `--${long}`)?.attributeName() ?? '';
  return command.getOptionValueSource(name) === 'cli' ? [command.getOptionValue(name)] : [];
}

const takesValue = new Set<string>(
  (Object.keys(optionRows) as readonly OptionName[]).flatMap((name) => {
    const { value, short, aliases = [] } = optionRows[name];
    if (value === undefined) return [];
    return [`--${name}`, ...aliases.map((alias) => `--${alias}`), ...(short === undefined ? [] : [`-${short}`])];
  }),
);

/** Commander takes an option as the value of the one before it: `--object --json` would load into an object --json. */
function checkValues(words: readonly string[]): void {
  const end = words.indexOf('--');
  words.slice(0, end < 0 ? undefined : end).forEach((word, at) => {
    const next = words[at + 1];
    if (takesValue.has(word) && (next === undefined || /^-./.test(next))) throw badArgument(needsValue(word));
  });
}

const needsValue = (option: string): string =>
  `${option} needs a value. If the value begins with a dash, write ${option}=VALUE.`;

/**
 * Commander's message, for example “error: unknown option '--objekt'\n(Did you mean --object?)”, as a sentence of
 * ours.
 */
function sentenceOf({ code, message }: CommanderError, name: CommandName | undefined): string {
  const [, word = ''] = /'([^']*)'/.exec(message) ?? [];
  const suggestion = /\(Did you mean (one of )?(.+)\?\)/.exec(message)?.[2]?.replace(/, (?=[^,]*$)/, ' or ');
  const maybe = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
  const [option = ''] = word.split(/[=\s,]/);
  switch (code) {
    case 'commander.unknownCommand':
      return `“${word}” is not a command.${maybe} For the commands, run kinetic --help.`;
    case 'commander.unknownOption':
      return unknownOption(option, word, name, maybe);
    case 'commander.optionMissingArgument':
      return needsValue(/--[\w-]+/.exec(message)?.[0] ?? option);
    default:
      return message.replace(/^error: /, '');
  }
}

function unknownOption(option: string, word: string, name: CommandName | undefined, maybe: string): string {
  const known = Object.hasOwn(optionRows, option.slice(2));
  if (name === undefined)
    return known
      ? `Write ${option} after the command.`
      : `${option} is not an option.${maybe} For the options, run kinetic --help.`;
  const isOwn = known && commandRow(name).options.some((own) => `--${own}` === option);
  if (isOwn && word.includes('=')) return `${option} takes no value.`;
  return `${option} is not an option of ${name}.${maybe} For its options, run kinetic ${name} --help.`;
}
