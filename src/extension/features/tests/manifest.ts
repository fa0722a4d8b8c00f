// What the tests feature contributes. The Testing view and its commands come from VS Code.
import type { FeatureManifest } from '../../../shared/manifest';

const onCode = 'resourceScheme =~ /^(file|vscode-remote)$/ && resourceExtname =~ /^\\.(cls|trigger)$/i';

export const manifest = {
  commands: {
    'kinetic.tests.runCovering': {
      title: 'Run Tests That Cover This File',
      icon: '$(beaker)',
      palette: onCode,
    },
    'kinetic.tests.export': {
      title: 'Export Test Results…',
      icon: '$(export)',
      palette: 'kinetic.tests.hasResults',
    },
  },
  menus: {
    'explorer/context': [{ command: 'kinetic.tests.runCovering', when: onCode, group: '2_kinetic@2' }],
    'editor/context': [{ command: 'kinetic.tests.runCovering', when: onCode, group: '2_kinetic@3' }],
  },
  // VS Code shows tests only when an extension runs that has some.
  activationEvents: ['workspaceContains:sfdx-project.json'],
} as const satisfies FeatureManifest;
