// The completion for zsh. It works in a start-up file and as the file _kinetic in a folder of the fpath.
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

export const zshScript = (): string => `#compdef kinetic
_kinetic() {
  local curcontext="$curcontext" state
  local -a state_descr line commands
  local -A opt_args
  commands=(
${commandHelp.map(([name, help]) => `    ${quoted(`${name}:${help.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  _arguments -C \\
    '(- *)'{-h,--help}'[${helpHelp}]' \\
    '(- *)--version[${versionHelp}]' \\
    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command) _describe -t commands command commands ;;
    argument)
      case $words[1] in
${commandNames.map((name) => `        ${name})\n          ${argumentsOf(name)} ;;`).join('\n')}
        help) _describe -t commands command commands ;;
      esac ;;
  esac
}
if [ "$funcstack[1]" = _kinetic ]; then
  _kinetic "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
  compdef _kinetic kinetic
fi`;

function argumentsOf(name: CommandName): string {
  const words = wordsOf(name);
  return [
    '_arguments -S',
    ...optionsOf(name).map(optionSpec),
    `'(- *)'{-h,--help}'[${helpHelp}]'`,
    ...(takesFile(name) ? ["'*:file:_files'"] : words.length > 0 ? [`'1:word:(${words.join(' ')})'`] : []),
    ...(takesFileLater(name) ? ["'*:file:_files'"] : []),
  ].join(' \\\n            ');
}

/** “(-o --target-org)”{-o,--target-org=}“[help]:ORG: ”: an option that was given is not offered again. */
function optionSpec(option: OfferedOption): string {
  const { value, choices, path, repeats, help } = option;
  const flags = flagsOf(option);
  const explained = `[${help.replace(/[\\[\]]/g, '\\$&')}]`;
  const values = value === undefined ? '' : `:${value}:${choices ? `(${choices.join(' ')})` : path ? '_files' : ' '}`;
  const before = repeats ? '*' : flags.length > 1 ? `(${flags.join(' ')})` : '';
  const [first = '', short] = flags.map((flag) => (value !== undefined && flag.startsWith('--') ? `${flag}=` : flag));
  if (short === undefined) return quoted(`${before}${first}${explained}${values}`);
  return `${quoted(before)}{${first},${short}}${quoted(`${explained}${values}`)}`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
