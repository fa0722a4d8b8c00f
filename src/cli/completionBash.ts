// The completion for bash, also version 3.2 of macOS, which cannot turn off the names of files.
import { commandNames, type CommandName } from './commandRows';
import { flagsOf, optionsOf, takesFile, takesFileLater, wordsOf, type OfferedOption } from './completionRows';

/** Bash itself completes files where the reply is empty, because it knows how to quote their names. */
export const bashScript = (): string => `_kinetic() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" offers=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commandNames.join(' ')} help --help --version" -- "$word"))
    return
  fi
  # --api=bulk arrives as three words
  if [ "$word" = "=" ]; then
    word=""
  elif [ "$before" = "=" ]; then
    before="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  case "\${COMP_WORDS[1]} $before" in
${commandNames.flatMap((name) => optionsOf(name).flatMap((option) => valueCase(name, option))).join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${commandNames.map((name) => `    ${name}) offers="${offersOf(name)}" ;;`).join('\n')}
    help) offers="${commandNames.join(' ')}" ;;
  esac
  case "\${COMP_WORDS[1]} $word" in
${commandNames
  .filter(takesFile)
  .flatMap((name) => [`    "${name} -"*) ;;`, `    "${name} "*) return ;;`])
  .join('\n')}
${commandNames
  .filter(takesFileLater)
  .flatMap((name) => [`    "${name} -"*) ;;`, `    "${name} "*) [ "$COMP_CWORD" -gt 2 ] && return ;;`])
  .join('\n')}
  esac
  compopt +o default +o bashdefault 2>/dev/null
  COMPREPLY=($(compgen -W "$offers" -- "$word"))
}
complete -o bashdefault -o default -F _kinetic kinetic`;

const offersOf = (name: CommandName): string =>
  [...optionsOf(name).map((option) => `--${option.name}`), ...wordsOf(name), '--help'].join(' ');

/** An option with its command before it: -r is another option for an export than for a query. */
function valueCase(name: CommandName, option: OfferedOption): readonly string[] {
  const { choices, value, path } = option;
  if (value === undefined) return [];
  const keys = flagsOf(option)
    .map((flag) => `"${name} ${flag}"`)
    .join('|');
  if (path) return [`    ${keys}) return ;;`];
  const reply = choices ? `COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$word")); ` : '';
  return [`    ${keys}) compopt +o default +o bashdefault 2>/dev/null; ${reply}return ;;`];
}
