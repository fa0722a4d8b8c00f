// What the export feature contributes: exporting the records of a query from a file, selected text or the palette.
import type { FeatureManifest } from '../../../shared/manifest';

// In a remote window the workbench sees files of the remote machine under its own scheme.
const onQuery = 'resourceScheme =~ /^(file|vscode-remote)$/ && resourceExtname =~ /^\\.soql$/i';

export const manifest = {
  commands: {
    'kinetic.query.export': { title: 'Export Query Results…', icon: '$(cloud-download)' },
  },
  keybindings: [
    {
      command: 'kinetic.query.export',
      key: 'ctrl+k x',
      mac: 'cmd+k x',
      when: `editorTextFocus && resourceExtname =~ /^\\.soql$/i`,
    },
  ],
  menus: {
    'explorer/context': [{ command: 'kinetic.query.export', when: onQuery, group: '2_kinetic@1' }],
    'editor/title': [{ command: 'kinetic.query.export', when: onQuery, group: 'navigation@10' }],
    'editor/title/context': [{ command: 'kinetic.query.export', when: onQuery, group: '2_kinetic@1' }],
    'view/title': [{ command: 'kinetic.query.export', when: 'view == kinetic.jobs', group: 'navigation@2' }],
    'editor/context': [
      {
        command: 'kinetic.query.export',
        when: 'resourceExtname =~ /^\\.soql$/i || editorHasSelection && resourceExtname =~ /^\\.(cls|trigger|apex|js|ts|py|java|md|txt|sql)$/i',
        group: '2_kinetic@1',
      },
    ],
  },
} as const satisfies FeatureManifest;
