import { allCommands } from './completion-tree.ts';
import type { Completed, CompletedCommand, CompletedOption } from './completion-tree.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

const nameOf = ({ place }: CompletedCommand): string => place.slice(place.lastIndexOf(' ') + 1);

/** A text in single quotes, for bash and zsh. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The first sentence of a description: a list has a line for each. */
const brief = (description: string): string => (description.split(/[;\n]/)[0] ?? '').trim();

const flagsOf = (options: readonly CompletedOption[]): readonly string[] =>
  options.flatMap(({ flags }) => flags);

/** The branches of a `case` by the places of commands, empty ones left out. */
const branches = (
  commands: readonly CompletedCommand[],
  body: (command: CompletedCommand) => string | null,
): string =>
  commands
    .flatMap((command) => {
      const text = body(command);
      return text === null ? [] : [`    ${quoted(command.place)}) ${text} ;;`];
    })
    .join('\n');

/** The branches of a `case` by a place and an option of it that takes a value. */
const valueBranches = (commands: readonly CompletedCommand[], body: (value: Completed) => string): string =>
  commands
    .flatMap(({ place, options }) =>
      options.flatMap(({ flags, value }) =>
        value === null
          ? []
          : [`    ${flags.map((flag) => quoted(`${place} ${flag}`)).join('|')}) ${body(value)} ;;`],
      ),
    )
    .join('\n');

const childPlaces = (commands: readonly CompletedCommand[]): string =>
  commands
    .slice(1)
    .map(({ place }) => quoted(place))
    .join('|');

const bashScript = (commands: readonly CompletedCommand[]): string => `# timbao completion bash
_timbao() {
  local place=timbao current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words= files= i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$place \${COMP_WORDS[i]}" in
      ${childPlaces(commands)}) place="$place \${COMP_WORDS[i]}" ;;
    esac
  done
  # bash takes --option=value apart.
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  case "$place $previous" in
${valueBranches(commands, (value) => (typeof value === 'string' ? `files=${value}` : `files=none words=${quoted(value.join(' '))}`))}
  esac
  if [[ -z $files && $current == -* ]]; then
    case "$place" in
${branches(commands, ({ options }) => `words=${quoted(flagsOf(options).join(' '))}`)}
    esac
  elif [[ -z $files ]]; then
    case "$place" in
${branches(commands, ({ commands: children, argument }) => {
  if (children.length > 0) return `words=${quoted(children.map(nameOf).join(' '))}`;
  if (argument === 'other') return null;
  return argument === 'file' ? 'files=file' : `words=${quoted(argument.join(' '))}`;
})}
    esac
  fi
  local IFS=$'\\n'
  if [[ $files == file ]]; then
    type compopt >/dev/null 2>&1 && compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$current"))
  elif [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "\${words// /$IFS}" -- "$current"))
  fi
}
complete -F _timbao timbao
`;

const zshList = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([name, description]) => quoted(`${name}:${brief(description)}`)).join(' ');

const zshScript = (commands: readonly CompletedCommand[]): string => `#compdef timbao
# timbao completion zsh
_timbao() {
  local place=timbao previous=\${words[CURRENT-1]} i
  local -a found
  for ((i = 2; i < CURRENT; i++)); do
    case "$place \${words[i]}" in
      ${childPlaces(commands)}) place="$place \${words[i]}" ;;
    esac
  done
  if [[ $PREFIX == --*=* ]]; then
    previous=\${PREFIX%%=*}
    compset -P '*='
  fi
  case "$place $previous" in
${valueBranches(commands, (value) => {
  if (value === 'file') return '_files; return';
  return value === 'other' ? 'return 1' : `compadd -- ${value.join(' ')}; return`;
})}
  esac
  if [[ $PREFIX == -* ]]; then
    case "$place" in
${branches(commands, ({ options }) => `found=(${zshList(options.flatMap(({ flags, description }) => flags.map((flag) => [flag, description] as const)))})`)}
    esac
    _describe option found
    return
  fi
  case "$place" in
${branches(commands, ({ commands: children, argument }) => {
  if (children.length > 0) {
    return `found=(${zshList(children.map((child) => [nameOf(child), child.description]))}); _describe command found`;
  }
  if (argument === 'other') return null;
  return argument === 'file' ? '_files' : `compadd -- ${argument.join(' ')}`;
})}
  esac
}
if [[ \${funcstack[1]} == _timbao ]]; then
  _timbao "$@"
else
  compdef _timbao timbao
fi
`;

/** A text in single quotes, for fish, where a backslash counts in them. */
const fishQuoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

const fishValue = (value: Completed | null): string => {
  if (value === null) return '';
  if (value === 'file') return ' -r -F';
  return value === 'other' ? ' -x' : ` -x -a ${fishQuoted(value.join(' '))}`;
};

const fishOption = ({ flags, description, value }: CompletedOption): string => {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return `${names.join(' ')}${fishValue(value)} -d ${fishQuoted(brief(description))}`;
};

const fishScript = (commands: readonly CompletedCommand[]): string => `# timbao completion fish
function __timbao_place
  set -l place timbao
  for word in (commandline -opc)[2..-1]
    switch "$place $word"
      case ${commands
        .slice(1)
        .map(({ place }) => fishQuoted(place))
        .join(' ')}
        set place "$place $word"
    end
  end
  echo $place
end
function __timbao_at
  test (__timbao_place) = "$argv"
end
complete -c timbao -f
${commands
  .flatMap(({ place, commands: children, options, argument }) => {
    const at = `complete -c timbao -n ${fishQuoted(`__timbao_at ${place}`)}`;
    const first =
      children.length > 0 || argument === 'other'
        ? []
        : [argument === 'file' ? `${at} -F` : `${at} -a ${fishQuoted(argument.join(' '))}`];
    return [
      ...children.map((child) => `${at} -a ${nameOf(child)} -d ${fishQuoted(brief(child.description))}`),
      ...options.map((option) => `${at} ${fishOption(option)}`),
      ...first,
    ];
  })
  .join('\n')}
`;

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } satisfies Record<Shell, unknown>;

/** What a shell reads to complete the commands below `root`, which is called `timbao`. */
export const completionScript = (shell: Shell, root: CompletedCommand): string =>
  SCRIPTS[shell](allCommands(root));
