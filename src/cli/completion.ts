// `kinetic completion`: scripts that complete commands, options and their values, made from the same rows as the help.
import { bashScript } from './completionBash';
import { fishScript } from './completionFish';
import { pwshScript } from './completionPwsh';
import { zshScript } from './completionZsh';

export const shells = ['bash', 'zsh', 'fish', 'pwsh'] as const;
export type Shell = (typeof shells)[number];

const scripts: Readonly<Record<Shell, () => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  pwsh: pwshScript,
};

export const completionScript = (shell: Shell): string => scripts[shell]();
