import { Argument, Command } from 'commander';
import { completionScript, SHELLS } from './completion-scripts.ts';
import type { Shell } from './completion-scripts.ts';
import { completionTree } from './completion-tree.ts';

export interface CompletionDeps {
  readonly out: { write(text: string): unknown };
  /** `timbao` with all of its commands. */
  readonly program: () => Promise<Command>;
}

/** `timbao completion`: what a shell reads to complete `timbao`, made of the commands that there are. */
export const completionCommand = ({ out, program }: CompletionDeps): Command =>
  new Command('completion')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText(
      'after',
      `
Where a shell looks for it:
  timbao completion bash > ~/.local/share/bash-completion/completions/timbao
  timbao completion zsh > "\${fpath[1]}/_timbao"
  timbao completion fish > ~/.config/fish/completions/timbao.fish`,
    )
    .action(async (shell: Shell) => {
      out.write(completionScript(shell, completionTree(await program())));
    });
