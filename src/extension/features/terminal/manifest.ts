// What the terminal feature contributes: the setting for the command line in the terminals of VS Code.
import type { FeatureManifest } from '../../../shared/manifest';

export const manifest = {
  commands: {},
  settings: {
    'kinetic.terminal.path': {
      type: 'boolean',
      default: true,
      description:
        'Adds the command `kinetic` to the PATH of the terminals in VS Code, once Kinetic has been used in a window. It runs with the Node of VS Code. Terminals that are already open have to be restarted.',
    },
  },
} as const satisfies FeatureManifest;
