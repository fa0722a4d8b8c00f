// The completion for PowerShell, also Windows PowerShell 5.1, which reads the output of programs in an old code page.
import { commandNames, type CommandName } from './commandRows';
import {
  commandHelp,
  flagsOf,
  helpHelp,
  optionsOf,
  takesFile,
  takesFileLater,
  versionHelp,
  wordsOf,
  type OfferedOption,
} from './completionRows';

type Offer = readonly [word: string, help: string];

/** PowerShell itself completes files where nothing is offered. */
export const pwshScript = (): string => `Register-ArgumentCompleter -Native -CommandName kinetic -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $first = ${table([...commandHelp, ['--help', helpHelp], ['--version', versionHelp]])}
  $commands = @{
${commandNames.map((name) => `    '${name}' = ${table(offersOf(name))}`).join('\n')}
    'help' = ${table(commandHelp.slice(0, -1))}
  }
  $files = ${list(commandNames.filter(takesFile))}
  $filesLater = ${list(commandNames.filter(takesFileLater))}
  $values = @{
${commandNames.flatMap((name) => optionsOf(name).flatMap((option) => valueLines(name, option))).join('\n')}
  }
  $before = @($commandAst.CommandElements |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $offers = $first
  if ($before.Count -gt 1) {
    $command = $before[1]
    $key = "$command $($before[-1])"
    if ($values.ContainsKey($key)) { $offers = $values[$key] }
    elseif (
      ($files -contains $command -or ($filesLater -contains $command -and $before.Count -gt 2)) -and
      -not "$wordToComplete".StartsWith('-')
    ) { $offers = $null }
    else { $offers = $commands[$command] }
  }
  if ($null -ne $offers) {
    foreach ($offer in $offers.GetEnumerator()) {
      if ($offer.Key.StartsWith("$wordToComplete", [System.StringComparison]::OrdinalIgnoreCase)) {
        [System.Management.Automation.CompletionResult]::new($offer.Key, $offer.Key, 'ParameterValue', $offer.Value)
      }
    }
  }
}`;

const offersOf = (name: CommandName): readonly Offer[] => [
  ...wordsOf(name).map((word): Offer => [word, word]),
  ...optionsOf(name).map((option): Offer => [`--${option.name}`, option.help]),
  ['--help', helpHelp],
];

/** An option with its command before it: -r is another option for an export than for a query. */
function valueLines(name: CommandName, option: OfferedOption): readonly string[] {
  const { value, choices = [] } = option;
  if (value === undefined) return [];
  return flagsOf(option).map((flag) => `    '${name} ${flag}' = ${table(choices.map((word): Offer => [word, word]))}`);
}

/** In the order in which it is written. */
const table = (offers: readonly Offer[]): string =>
  `[ordered]@{${offers.map(([word, help]) => ` ${quoted(word)} = ${quoted(help)}`).join(';')} }`;

const list = (words: readonly string[]): string => `@(${words.map(quoted).join(', ')})`;

/** Curly quotes end a text in PowerShell, too. */
const quoted = (text: string): string =>
  `'${text
    .replaceAll('…', '...')
    .replace(/[‘’‚‛]/g, "'")
    .replaceAll("'", "''")
    .replace(/[“”„]/g, '"')}'`;
